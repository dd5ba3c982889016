import type { ServiceInfo } from "@casement/host";
import type { Tool } from "@modelcontextprotocol/server";
import { expect, it } from "vitest";
import { tokenClient } from "../clients/mcp-client.ts";
import { serviceToolsOf } from "./service-tool.ts";
import { listTools, maxListBytes, maxSeenBytes } from "./tool-list.ts";

const text = { type: "string" };
const input = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    subject: { ...text, minLength: 1 },
    start: { ...text, pattern: "^\\d{4}", description: "A date makes the event all-day" },
    end: { ...text, description: "The moment, or for an all-day event the first day, after it" },
    reminder: { anyOf: [{ type: "integer", minimum: 0 }, { type: "null" }], description: "Minutes before the start. Null: none." },
    showAs: { ...text, enum: ["free", "tentative", "busy"] },
    guests: {
      type: "array",
      items: { type: "object", properties: { email: text, name: text, role: { enum: ["chair", "guest"] } }, required: ["email"] },
    },
    tags: { type: "array", items: text, default: [] },
    size: { default: 25, type: "integer" },
  },
  required: ["subject", "start"],
  additionalProperties: false,
};
const output = {
  type: "object",
  properties: { id: { ...text, format: "uuid" }, done: { type: "boolean" }, note: text },
  required: ["id", "done"],
  additionalProperties: false,
};
const service = (id: string, more: Partial<ServiceInfo> = {}): ServiceInfo => ({
  id,
  account: "home",
  title: "Make it",
  offered: true,
  summary: "Make a thing.",
  effect: "change",
  repeatable: false,
  reachesOthers: "never",
  scopes: ["Tasks.ReadWrite"],
  input,
  output,
  ...more,
});
const tools = (count: number, change?: Partial<ServiceInfo>) =>
  serviceToolsOf(
    Array.from({ length: count }, (_, i) => service(`a/make-${i}`, change)),
    tokenClient("full"),
  );
/** Services without fields, whose room in the list the others use. */
const small = (count: number) =>
  serviceToolsOf(
    Array.from({ length: count }, (_, i) => service(`b/small-${i}`, { input: { type: "object", properties: {} } })),
    tokenClient("full"),
  );
const bytesOf = (list: object[]) => Buffer.byteLength(JSON.stringify(list));
const seenBytesOf = (list: Tool[]) => bytesOf(list.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })));

it("lists every field with its schema while there is room, without the keywords that only the host checks", () => {
  const [tool] = listTools([...tools(1), ...small(5)]);
  expect(tool).toEqual({
    name: "a_make-0",
    title: "Make it",
    description: "Make a thing.",
    inputSchema: {
      type: "object",
      properties: {
        subject: text,
        start: { ...text, description: "A date makes the event all-day" },
        end: { ...text, description: "The moment, or for an all-day event the first day, after it" },
        reminder: { type: ["integer", "null"], minimum: 0, description: "Minutes before the start. Null: none." },
        showAs: { ...text, enum: ["free", "tentative", "busy"] },
        guests: input.properties.guests,
        tags: { type: "array", items: text },
        size: { type: "integer", description: "default 25" },
      },
      required: ["subject", "start"],
    },
    outputSchema: { type: "object", properties: { id: text, done: { type: "boolean" } }, required: ["id", "done"] },
    annotations: { openWorldHint: false },
  });
});

it.each<[what: string, hints: object | undefined, service: Partial<ServiceInfo>]>([
  ["a read", { readOnlyHint: true }, { effect: "read", repeatable: true }],
  ["an addition that reaches others", { destructiveHint: false }, { effect: "add", reachesOthers: "sometimes" }],
  ["a repeatable change", { idempotentHint: true, openWorldHint: false }, { repeatable: true }],
  ["a removal that reaches others", undefined, { effect: "remove", reachesOthers: "always" }],
  ["a service without permissions", { destructiveHint: false, openWorldHint: false }, { scopes: [] }],
])("sets the hints for %s", (_, hints, change) => {
  expect(listTools(tools(1, change))[0]?.annotations).toEqual(hints);
});

it("leaves out texts of optional fields, longest first, then their defaults and bounds, then other texts, and never a name or type", () => {
  const propertiesBeside = (length: number): Record<string, any> =>
    listTools([...tools(1, { summary: "S".repeat(length) }), ...small(5)])[0]?.inputSchema.properties ?? {};
  const textsOf = (properties: Record<string, any>) => Object.values(properties).flatMap(({ description }) => description ?? []);
  const seen = Array.from({ length: 100 }, (_, i) => textsOf(propertiesBeside(i * 30)).join(" | "));
  const date = "A date makes the event all-day";
  const end = "The moment, or for an all-day event the first day, after it";
  expect([...new Set(seen)]).toEqual([
    `${date} | ${end} | Minutes before the start. Null: none. | default 25`,
    `${date} | Minutes before the start. Null: none. | default 25`,
    `${date} | Minutes before the start. | default 25`,
    `${date} | default 25`,
    date,
    "",
  ]);
  const bare = {
    ...input.properties,
    subject: text,
    start: text,
    end: text,
    reminder: { type: ["integer", "null"] },
    tags: { type: "array", items: text },
    size: { type: "integer" },
  };
  expect(propertiesBeside(3_000)).toEqual(bare);
});

it("keeps what a model sees within the average, and the whole list within its limit", () => {
  for (let others = 12; others < 40; others += 3) {
    const list = listTools([...tools(8), ...small(others)]);
    expect(seenBytesOf(list)).toBeLessThanOrEqual(maxSeenBytes * list.length);
  }
  const many = listTools([...tools(30), ...small(120)]);
  expect([bytesOf(many) <= maxListBytes, many[0]?.outputSchema]).toEqual([true, undefined]);
  expect(Object.keys(many[0]?.inputSchema.properties ?? {})).toEqual(Object.keys(input.properties));
});

it("keeps choices, names of sensors, parts of fields and recursive schemas", () => {
  const sensors = { ...text, description: "A calendar", examples: ["a", "b", "c", "d", "e", "f", "g"] };
  const tree = {
    type: "object",
    properties: { sensor: sensors, tree: { $ref: "#/$defs/tree" }, when: { oneOf: [{ ...text, title: "Day" }, { enum: [1, 2] }] } },
    $defs: { tree: { type: "object", properties: { part: { $ref: "#/$defs/tree" } }, additionalProperties: false } },
  };
  const [tool] = listTools(serviceToolsOf([service("a/tree", { input: tree })], tokenClient("full")));
  expect(tool?.inputSchema).toMatchObject({
    properties: {
      sensor: { ...text, description: "a, b, c, d, e, f" },
      tree: { $ref: "#/$defs/tree" },
      when: { oneOf: [{ ...text, description: "Day" }, { enum: [1, 2] }] },
    },
    $defs: { tree: { type: "object", properties: { part: { $ref: "#/$defs/tree" } } } },
  });
});

it("has no tool for a service that returns a file", () => {
  expect(tools(1, { item: { of: "folder", does: "download", id: "id" } })).toEqual([]);
});

it("has one tool for a service, with the accounts that offer it", () => {
  const offers = ["home", "work", "away"].map((account) => service("a/make", { account, offered: account !== "away" }));
  const [tool, second] = serviceToolsOf(offers, tokenClient("full"));
  expect([tool?.accounts, tool?.required, second]).toEqual([["home", "work"], ["account", "subject", "start"], undefined]);
  expect(serviceToolsOf(offers, tokenClient("read"))).toEqual([]);
});
