import { describe, expect, it } from "vitest";
import type { StoredCalendarEvent } from "../calendar-event.ts";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import { completeOccurrence } from "../complete-occurrence.ts";
import type { GraphEvent } from "../graph-types.ts";
import { itemsOfRound } from "./items-of-round.ts";

const time = (day: string, hour: string) => ({ dateTime: `2026-03-${day}T${hour}:00:00.0000000`, timeZone: "UTC" });
const master: GraphEvent = {
  id: "m",
  type: "seriesMaster",
  subject: "Run",
  isAllDay: false,
  start: time("02", "07"),
  end: time("02", "08"),
  recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd", startDate: "2026-03-02" } },
};
const stub = (day: string, seriesMasterId = "m"): GraphEvent => ({
  id: `o${day}`,
  type: "occurrence",
  seriesMasterId,
  start: time(day, "07"),
  end: time(day, "08"),
});

/** Subjects by the id of the items that are put, and the ids of the events that were read. */
async function run(events: GraphEvent[], { isFull = false, stored = [] as GraphEvent[], inGraph = [] as GraphEvent[] } = {}) {
  const readIds: string[] = [];
  const items = new Map<string, StoredCalendarEvent>(stored.map((event) => [event.id, toCalendarEventItem(event, "UTC")]));
  const round = { isFull, events: new Map(events.map((event) => [event.id, event])), removed: [], link: "d" };
  const readEvent = async (id: string) => {
    readIds.push(id);
    return inGraph.find((event) => event.id === id);
  };
  const put = await itemsOfRound(round, { items, readEvent, markOdd: () => undefined, zone: "UTC" });
  const after = new Map([...items, ...put]);
  return { put: Object.fromEntries([...put].map(([id, item]) => [id, completeOccurrence(item, after)?.subject])), readIds };
}

describe("stubs", () => {
  it("are completed from the master in the same round, in any order", async () => {
    expect(await run([stub("02"), master, stub("03")])).toEqual({ put: { o02: "Run", o03: "Run", m: "Run" }, readIds: [] });
  });
  it("are completed from the stored master", async () => {
    expect(await run([stub("03")], { stored: [master] })).toEqual({ put: { o03: "Run", m: "Run" }, readIds: [] });
  });
  it("are completed by one read per series", async () => {
    expect(await run([stub("02"), stub("03"), stub("04")], { inGraph: [master] })).toMatchObject({ put: { o04: "Run" }, readIds: ["m"] });
  });
  it("are skipped when their series no longer exists", async () => {
    expect(await run([stub("02", "deleted")])).toEqual({ put: {}, readIds: ["deleted"] });
  });
});

it("puts only the master when a series changes", async () => {
  expect(await run([{ ...master, subject: "Walk" }], { stored: [master] })).toEqual({ put: { m: "Walk" }, readIds: [] });
});

it("stores an occurrence completely when its series is not readable", async () => {
  const occurrence = { ...stub("03", "deleted"), subject: "Run", isAllDay: false };
  expect(await run([occurrence])).toEqual({ put: { o03: "Run" }, readIds: ["deleted"] });
});

it("skips a draft without times, and a master without occurrences in the window", async () => {
  const draft: GraphEvent = { id: "d", type: "singleInstance", subject: "Draft", isAllDay: false };
  expect(await run([draft, master], { isFull: true })).toEqual({ put: {}, readIds: [] });
});

it("reads a master again when an occurrence from the window is newer", async () => {
  const occurrence = { ...stub("03"), subject: "Walk", isAllDay: false, lastModifiedDateTime: "2026-03-01T10:00:00Z" };
  const stored = { ...master, lastModifiedDateTime: "2026-02-01T10:00:00Z" };
  const inGraph = [{ ...master, subject: "Walk", lastModifiedDateTime: "2026-03-01T10:00:00Z" }];
  expect(await run([occurrence], { isFull: true, stored: [stored], inGraph })).toEqual({
    put: { o03: "Walk", m: "Walk" },
    readIds: ["m"],
  });
});
