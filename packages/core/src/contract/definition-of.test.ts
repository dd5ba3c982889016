import { describe, expect, it } from "vitest";
import * as z from "zod";
import { CasementError } from "../errors/casement-error.ts";
import { definitionOf } from "./definition-of.ts";

const value = z.object({ state: z.number(), list: z.array(z.object({ id: z.string() })) });
const input = z.object({ id: z.string(), title: z.string().optional() });
const present = { kind: "number", items: { attribute: "list", as: "tasks", title: "id" } };
const feed = { scope: "Tasks.Read", every: "1m", item: z.object({ title: z.string() }), sync: () => undefined };
const run = () => ({});
const validPlugin = {
  apiVersion: 1,
  id: "example",
  title: "Example",
  scopes: { "Tasks.Read": { tier: "read", why: "Show tasks" } },
  feeds: { tasks: feed },
  sensors: { list: { title: "List", feed: "tasks", value, present, view: () => ({ value: { state: 1, list: [] } }) } },
  services: { act: { title: "Act", input, output: z.object({}), scope: "Tasks.Read", target: "list", run } },
  events: { happened: z.object({ id: z.string() }) },
};

/** The message about a plugin that ignores the compiler. Empty when there is none. */
function mistakeOf(change: object): string {
  try {
    definitionOf({ ...validPlugin, ...change } as never);
    return "";
  } catch (error) {
    expect(CasementError.is(error) && error.code).toBe("plugin-invalid");
    return (error as Error).message;
  }
}

const service = (change: object) => ({ services: { act: { ...validPlugin.services.act, ...change } } });
const sensor = (change: object) => ({ sensors: { list: { ...validPlugin.sensors.list, ...change } } });
const read = (change: object) => ({ sensors: { list: { title: "List", scope: "Tasks.Read", every: "1m", value, read: run, ...change } } });

describe("a plugin's definition", () => {
  it("is accepted when it is valid, and is always the same object", () => {
    expect(mistakeOf({})).toBe("");
    expect(definitionOf(validPlugin as never)).toBe(validPlugin);
  });

  it.each<[what: string, change: object, sentence: string]>([
    [
      "a config that is not a Standard Schema",
      { config: { parse: (x: unknown) => x } },
      "config is not a Standard Schema with JSON Schema",
    ],
    ["a config that is not an object", { config: z.string() }, "config must describe an object"],
    ["a value that is not an object", sensor({ value: z.string() }), "sensors.list.value must describe an object"],
    ["a value with a BigInt", sensor({ value: z.object({ state: z.bigint() }) }), "sensors.list.value cannot be written as JSON Schema"],
    ["an input that is not an object", service({ input: z.array(z.string()) }), "services.act.input must describe an object"],
    ["an input that is missing", service({ input: undefined }), "services.act.input is not a Standard Schema"],
    ["an output with a symbol", service({ output: z.object({ a: z.symbol() }) }), "services.act.output cannot be written as JSON Schema"],
    ["a payload with a BigInt", { events: { happened: z.object({ n: z.bigint() }) } }, "events.happened cannot be written as JSON Schema"],
    ["an item that is not a schema", { feeds: { tasks: { ...feed, item: {} } } }, "feeds.tasks.item is not a Standard Schema"],
    ["an interval that is not a duration", read({ every: "soon" }), 'sensors.list.every must be a duration such as "30s"'],
    ["an interval of nothing", { feeds: { tasks: { ...feed, every: "0s" } } }, "feeds.tasks.every must be at least 15s"],
    ["an interval that is too short", read({ every: "14s" }), "sensors.list.every must be at least 15s"],
    ["an interval in milliseconds", read({ every: 60_000 }), "sensors.list.every must be a duration"],
    ["a scope that is not declared", service({ scope: "Mail.Read" }), "services.act uses the scope Mail.Read, which is not declared"],
    [
      "an optional scope that is not declared",
      service({ mayUse: "Mail.Read" }),
      "services.act uses the scope Mail.Read, which is not declared",
    ],
    ["a feed that does not exist", sensor({ feed: "lists" }), 'sensors.list shows the feed "lists", which does not exist'],
    ["a target that does not exist", service({ target: "shelf" }), 'services.act names "shelf", which is neither a sensor nor a feed'],
    [
      "an optional target without a target",
      service({ target: undefined, optionalTarget: true }),
      "services.act.optionalTarget needs a target",
    ],
    [
      "something to read of a list",
      service({ item: { of: "list", does: "list", shows: { text: "a" } } }),
      "services.act.item.shows is only for a service that opens an item",
    ],
    [
      "an input for reading that is not a field",
      service({ item: { of: "list", does: "open", id: "id", shows: {}, input: { body: "html" } } }),
      'services.act.item.input names "body", which the input does not have',
    ],
    [
      "an item use of no kind",
      service({ item: { of: "list", does: "finish", id: "id" } }),
      "services.act.item.does must be one of list, open",
    ],
    ["a reachesOthers of another type", service({ reachesOthers: "yes" }), "services.act.reachesOthers must be true, false or a function"],
    [
      "an input that hides the target",
      service({ input: z.object({ id: z.string(), sensor: z.string() }) }),
      'services.act.input has a field "sensor"',
    ],
    ["an effect of an older contract", service({ effect: "idempotent" }), "services.act.effect must be read, add, change or remove"],
    [
      "a read that reaches others",
      service({ effect: "read", reachesOthers: true }),
      "services.act reads, so it must not have reachesOthers",
    ],
    ["a summary that is too long", service({ summary: "a".repeat(81) }), "services.act.summary has 81 characters; 80 are allowed"],
    [
      "an item use of a sensor without items",
      service({ item: { of: "lamp", does: "open", id: "id" } }),
      'services.act.item.of names "lamp"',
    ],
    [
      "an item use without an id",
      service({ item: { of: "list", does: "remove" } }),
      "services.act.item.id is missing; remove acts on one item",
    ],
    [
      "a list with an id",
      service({ item: { of: "list", does: "list", id: "id" } }),
      "services.act.item.id must be omitted; list has no item",
    ],
    [
      "an id that is not a field",
      service({ item: { of: "list", does: "open", id: "key" } }),
      'services.act.item.id names "key", which the input does not have',
    ],
    [
      "a field that the input lacks",
      service({ item: { of: "list", does: "add", fields: { text: "subject" } } }),
      'services.act.item.text names "subject", which the input does not have',
    ],
    ["a feed without sync", { feeds: { tasks: { ...feed, sync: undefined } } }, "feeds.tasks.sync must be a function"],
    ["a sensor without read", read({ read: undefined }), "sensors.list.read must be a function"],
    ["a sensor without view", sensor({ view: undefined }), "sensors.list.view must be a function"],
    ["a sensor without scope", read({ scope: undefined }), "sensors.list.scope is missing"],
    ["a service without run", service({ run: undefined }), "services.act.run must be a function"],
    ["a service without title", service({ title: undefined }), "services.act.title must be text"],
    ["a sensor that is null", { sensors: { list: null } }, "sensors.list must be an object"],
    ["a service that is undefined", { services: { act: undefined } }, "services.act must be an object"],
    ["an event that is null", { events: { happened: null } }, "events.happened must be an object"],
    ["a list of sensors", { sensors: [] }, "sensors must be an object"],
    ["texts that are null", { texts: { de: null } }, "texts.de must be an object"],
    [
      "a tier that does not exist",
      { scopes: { "Tasks.Read": { tier: "write", why: "x" } } },
      "scopes.Tasks.Read.tier must be read or update",
    ],
    ["no id", { id: undefined }, "the ID must be text"],
    ["no title", { title: undefined }, "title must be text"],
    ["a value without state", sensor({ value: z.object({ list: z.array(z.string()) }) }), "sensors.list.value has no state"],
    ["an id with capitals", { id: "MyPlugin" }, "the ID must be lowercase words joined by hyphens"],
    ["the host's own id", { id: "account" }, 'the ID "account" is reserved for the host'],
  ])("is refused with %s", (_, change, sentence) => {
    expect(mistakeOf(change)).toContain(sentence);
  });

  it("names every mistake at once", () => {
    const message = mistakeOf({ id: "X", ...read({ every: "soon", value: z.string() }) });
    expect(message).toMatch(/^Plugin "X": .*lowercase.*must describe an object.*must be a duration/);
  });

  it.each([
    ["a union of objects", z.union([input, z.object({ id: z.string(), other: z.number() })])],
    [
      "a union with a discriminator",
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("a"), id: z.string() }),
        z.object({ kind: z.literal("b"), id: z.string() }),
      ]),
    ],
    ["an intersection", z.intersection(input, z.object({ other: z.number() }))],
    ["any keys", z.looseObject({ id: z.string() })],
    ["a schema with a name", z.object({ id: z.string() }).meta({ id: "named-input-of-this-test" })],
  ])("takes %s as an input", (_, schema) => {
    expect(mistakeOf(service({ input: schema, item: { of: "list", does: "change", id: "id" } }))).toBe("");
  });

  it("is not checked when the caller trusts it", () => {
    const wrong = { ...validPlugin, ...read({ every: "soon" }) };
    expect(definitionOf(wrong as never, { trusted: true })).toBe(wrong);
  });

  it.each([
    [null, "plugin-invalid", "This is not a plugin"],
    [{ id: "a" }, "plugin-invalid", "This is not a plugin"],
    [{ ...validPlugin, apiVersion: 2 }, "plugin-version", "is written for contract 2; this hub supports contract 1"],
  ])("is refused when it does not use this version of the contract: %j", (plugin, code, message) => {
    expect(() => definitionOf(plugin as never)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });
});
