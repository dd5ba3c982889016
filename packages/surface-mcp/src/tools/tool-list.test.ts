import type { ServiceInfo } from "@casement/host";
import { expect, it } from "vitest";
import { toolsOf } from "./tool.ts";
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
const size = (list: object[]) => Buffer.byteLength(JSON.stringify(list));

it("says all while there is room, without what only the host needs", () => {
  const [tool] = listTools(toolsOf([service("a/make")], "full"));
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
  ["an addition that others learn of", { destructiveHint: false }, { effect: "add", reachesOthers: "sometimes" }],
  ["a change that may be repeated", { idempotentHint: true, openWorldHint: false }, { repeatable: true }],
  ["a removal that others learn of", undefined, { effect: "remove", reachesOthers: "always" }],
  ["what needs no permission", { destructiveHint: false, openWorldHint: false }, { scopes: [] }],
])("hints at %s", (_, hints, change) => {
  expect(listTools(toolsOf([service("a/make", change)], "full"))[0]?.annotations).toEqual(hints);
});

it("folds optional fields, then shortens, and never loses a name", () => {
  const tools = toolsOf(
    Array.from({ length: 20 }, (_, i) => service(`a/make-${i}`)),
    "full",
  );
  const whole = size(listTools(tools, Number.POSITIVE_INFINITY));
  const folded = listTools(tools, 15_000);
  expect(size(folded)).toBeLessThanOrEqual(15_000);
  expect(folded[0]?.inputSchema.properties).toEqual({
    subject: text,
    start: { ...text, description: "A date makes the event all-day" },
    more: {
      type: "object",
      description:
        "end (The moment, or for an all-day event the first day, after it); reminder: integer|null (Minutes before the start; null: none); showAs: free|tentative|busy; guests: {email, name?, role?: chair|guest}[]; tags: string[]; size: integer (default 25)",
    },
  });
  for (const limit of [whole - 1, 12_000, 10_000, 9_000, 8_500, 8_200])
    expect([limit, size(listTools(tools, limit)) <= limit]).toEqual([limit, true]);
  const [bare] = listTools(tools, 0);
  expect(bare?.inputSchema.properties?.more).toEqual({ type: "object", description: "end; reminder; showAs; guests; tags; size" });
  expect(bare?.outputSchema).toEqual({ type: "object", properties: { id: {}, done: {} } });
});

it("leaves a plugin's own field `more` alone, and keeps what refers to itself whole", () => {
  const own = { type: "object", properties: { more: text, other: text, third: text } };
  const tree = {
    type: "object",
    properties: { tree: { $ref: "#/$defs/tree" } },
    $defs: { tree: { type: "object", properties: { part: { $ref: "#/$defs/tree" } }, additionalProperties: false } },
  };
  const list = listTools(toolsOf([service("a/own", { input: own }), service("a/tree", { input: tree })], "full"), 0);
  expect(Object.keys(list[0]?.inputSchema.properties ?? {})).toEqual(["more", "other", "third"]);
  expect(list[1]?.inputSchema).toMatchObject({ properties: tree.properties, $defs: { tree: { type: "object" } } });
});

it("has one tool for a service of several accounts, of those that offer it", () => {
  const offers = ["home", "work", "away"].map((account) => service("a/make", { account, offered: account !== "away" }));
  const [tool, second] = toolsOf(offers, "full");
  expect([tool?.accounts, tool?.required, second]).toEqual([["home", "work"], ["account", "subject", "start"], undefined]);
  expect(toolsOf(offers, "read")).toEqual([]);
});
