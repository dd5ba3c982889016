import type { ServiceInfo } from "@casement/host";
import { expect, it } from "vitest";
import { serviceToolsOf } from "./service-tool.ts";
import { listTools } from "./tool-list.ts";

const text = { type: "string" };
const input = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    subject: { ...text, minLength: 1 },
    start: { ...text, pattern: "^\\d{4}", description: "A date makes the event all-day" },
    end: { ...text, description: "The moment, or for an all-day event the first day, after it" },
    reminder: { anyOf: [{ type: "integer", minimum: 0 }, { type: "null" }], description: "Minutes before the start; null: none" },
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
  summary: "Make it",
  effect: "change",
  repeatable: false,
  reachesOthers: "never",
  scopes: ["Tasks.ReadWrite"],
  input,
  output,
  ...more,
});
const bytesOf = (list: object[]) => Buffer.byteLength(JSON.stringify(list));

it("lists every field with its schema while there is room, without the keywords that only the host checks", () => {
  const [tool] = listTools(serviceToolsOf([service("a/make")], "full"));
  expect(tool).toEqual({
    name: "a_make",
    title: "Make it",
    description: "Make it",
    inputSchema: {
      type: "object",
      properties: {
        subject: text,
        start: { ...text, description: "A date makes the event all-day" },
        end: { ...text, description: "The moment, or for an all-day event the first day, after it" },
        reminder: { type: ["integer", "null"], minimum: 0, description: "Minutes before the start; null: none" },
        showAs: { ...text, enum: ["free", "tentative", "busy"] },
        guests: input.properties.guests,
        tags: { type: "array", items: text },
        size: { type: "integer", description: "default 25" },
      },
      required: ["subject", "start"],
    },
    outputSchema: { type: "object", properties: { id: text, done: { type: "boolean" } } },
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
  expect(listTools(serviceToolsOf([service("a/make", change)], "full"))[0]?.annotations).toEqual(hints);
});

it("folds optional fields, then shortens descriptions, and keeps every name", () => {
  const tools = serviceToolsOf(
    Array.from({ length: 20 }, (_, i) => service(`a/make-${i}`)),
    "full",
  );
  const fullBytes = bytesOf(listTools(tools, Number.POSITIVE_INFINITY));
  const folded = listTools(tools, 15_000);
  expect(bytesOf(folded)).toBeLessThanOrEqual(15_000);
  expect(folded[0]?.inputSchema.properties).toEqual({
    subject: text,
    start: { ...text, description: "A date makes the event all-day" },
    more: {
      type: "object",
      description:
        "end (The moment, or for an all-day event the first day, after it); reminder: integer|null (Minutes before the start; null: none); showAs: free|tentative|busy; guests: {email, name?, role?: chair|guest}[]; tags: string[]; size: integer (default 25)",
    },
  });
  for (const limit of [fullBytes - 1, 12_000, 10_000, 9_000, 8_500, 8_200])
    expect([limit, bytesOf(listTools(tools, limit)) <= limit]).toEqual([limit, true]);
  const [minimal] = listTools(tools, 0);
  expect(minimal?.inputSchema.properties?.more).toEqual({ type: "object", description: "end; reminder; showAs; guests; tags; size" });
  expect(minimal?.outputSchema).toEqual({ type: "object", properties: { id: {}, done: {} } });
});

it("does not fold tools that have a field `more`, and keeps recursive schemas", () => {
  const withMore = { type: "object", properties: { more: text, other: text, third: text } };
  const tree = {
    type: "object",
    properties: { tree: { $ref: "#/$defs/tree" } },
    $defs: { tree: { type: "object", properties: { part: { $ref: "#/$defs/tree" } }, additionalProperties: false } },
  };
  const list = listTools(serviceToolsOf([service("a/with-more", { input: withMore }), service("a/tree", { input: tree })], "full"), 0);
  expect(Object.keys(list[0]?.inputSchema.properties ?? {})).toEqual(["more", "other", "third"]);
  expect(list[1]?.inputSchema).toMatchObject({ properties: tree.properties, $defs: { tree: { type: "object" } } });
});

it("has one tool for a service, with the accounts that offer it", () => {
  const offers = ["home", "work", "away"].map((account) => service("a/make", { account, offered: account !== "away" }));
  const [tool, second] = serviceToolsOf(offers, "full");
  expect([tool?.accounts, tool?.required, second]).toEqual([["home", "work"], ["account", "subject", "start"], undefined]);
  expect(serviceToolsOf(offers, "read")).toEqual([]);
});
