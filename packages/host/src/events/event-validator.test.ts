import { definePlugin, definitionOf } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { createEventValidator, type RaisedEvent } from "./event-validator.ts";

const plugin = definitionOf(
  definePlugin({ id: "library", title: "Library", scopes: {}, events: { opened: z.object({ hours: z.number().default(8) }) } }),
);
const now = new Date("2026-03-02T08:00:00Z");

async function validate(raised: readonly unknown[], definition = plugin) {
  const reports: string[] = [];
  const validator = createEventValidator(
    "home",
    definition,
    () => now,
    (message) => void reports.push(message),
  );
  return { events: await validator(raised as RaisedEvent[]), reports };
}

it("turns raised events into events of the journal, with the schema's output and without an ID", async () => {
  const at = new Date("2026-03-01T00:00:00Z");
  expect(
    await validate([
      { event: "opened", payload: {} },
      { event: "opened", payload: { hours: 2 }, at },
    ]),
  ).toEqual({
    events: [
      { id: "", account: "home", type: "library/opened", at: now.toISOString(), payload: { hours: 8 } },
      { id: "", account: "home", type: "library/opened", at: at.toISOString(), payload: { hours: 2 } },
    ],
    reports: [],
  });
});

it.each<[what: string, raised: unknown, report: string]>([
  ["is not declared", { event: "closed", payload: {} }, 'raised the event "closed", which it does not declare'],
  ["has the name of a member of every object", { event: "constructor", payload: {} }, 'raised the event "constructor"'],
  ["is null", null, 'raised the event "undefined"'],
  ["has an invalid time", { event: "opened", payload: {}, at: new Date(Number.NaN) }, "raised opened at a time that is not a valid Date"],
  ["has a text as its time", { event: "opened", payload: {}, at: "2026-03-02" }, "raised opened at a time that is not a valid Date"],
  ["has another payload", { event: "opened", payload: { hours: "two" } }, "raised opened with a payload that "],
])("reports and skips an event that %s, and announces the others", async (_, raised, report) => {
  const { events, reports } = await validate([raised, { event: "opened", payload: {} }]);
  expect(events).toHaveLength(1);
  expect(reports).toEqual([expect.stringContaining(report)]);
});

it("reports every event of a plugin that declares none", async () => {
  const silent = definitionOf(definePlugin({ id: "silent", title: "Silent", scopes: {} }));
  expect(await validate([{ event: "opened", payload: {} }], silent)).toMatchObject({
    events: [],
    reports: [/does not declare/.source].map((text) => expect.stringContaining(text)),
  });
});

it("announces the first 5,000 events of more", async () => {
  const many = (count: number) => Array.from({ length: count }, () => ({ event: "opened", payload: {} }));
  const most = await validate(many(5_000));
  expect([most.events.length, most.reports]).toEqual([5_000, []]);
  const { events, reports } = await validate(many(5_001));
  expect(events).toHaveLength(5_000);
  expect(reports).toEqual(["raised 5001 events at once; only the first 5000 are announced. Report it to the plugin's author"]);
});
