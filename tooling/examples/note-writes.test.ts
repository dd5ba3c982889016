import type { AgendaWrite, CalendarResource } from "@casement/core";
import { expect, it } from "vitest";
import { noteWrites } from "./note-writes.ts";

const note = (summary: string): CalendarResource => ({ uid: "n1", components: [{ summary }] });
const write = (changed: Partial<AgendaWrite<unknown>>): AgendaWrite<unknown> => ({
  group: "n1",
  items: new Map(),
  before: note("Milk"),
  after: note("Milk"),
  kept: undefined,
  instance: {} as AgendaWrite<unknown>["instance"],
  account: {} as AgendaWrite<unknown>["account"],
  now: new Date("2026-03-02T08:00:00Z"),
  notifies: true,
  isElsewhere: false,
  requestId: "r1",
  ...changed,
});

it.each([
  ["the same", {}, { calls: [] }],
  ["another title", { after: note("Bread") }, { calls: [{ service: "update-note", input: { id: "n1", title: "Bread" } }] }],
  ["removal", { after: undefined }, { calls: [{ service: "remove-note", input: { id: "n1" }, mayBeGone: true }] }],
  ["a new note", { group: undefined, before: undefined }, { refused: "unsupported", reason: "New notes are added in OneNote." }],
])("the example plans %s", (_title, changed, plan) => {
  expect(noteWrites.plan(write(changed))).toEqual(plan);
});
