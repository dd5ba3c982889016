import { describe, expect, it } from "vitest";
import { toItem } from "../event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { assemble } from "./assemble.ts";

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

/** What is put, and which events were looked up. */
async function run(events: GraphEvent[], { whole = false, stored = [] as GraphEvent[], there = [] as GraphEvent[] } = {}) {
  const asked: string[] = [];
  const items = new Map(stored.map((event) => [event.id, toItem(event, "UTC")]));
  const round = { whole, events: new Map(events.map((event) => [event.id, event])), removed: [] };
  const read = async (id: string) => {
    asked.push(id);
    return there.find((event) => event.id === id);
  };
  const put = await assemble(round, { items, read, zone: "UTC" });
  return { put: Object.fromEntries([...put].map(([id, item]) => [id, item.subject])), asked };
}

describe("stubs", () => {
  it("are completed from the master of the same round, in whatever order", async () => {
    expect(await run([stub("02"), master, stub("03")])).toEqual({ put: { o02: "Run", o03: "Run", m: "Run" }, asked: [] });
  });
  it("are completed from the stored master", async () => {
    expect(await run([stub("03")], { stored: [master] })).toEqual({ put: { o03: "Run", m: "Run" }, asked: [] });
  });
  it("are completed by one read per series", async () => {
    expect(await run([stub("02"), stub("03"), stub("04")], { there: [master] })).toMatchObject({ put: { o04: "Run" }, asked: ["m"] });
  });
  it("of a series that is gone meanwhile are left out", async () => {
    expect(await run([stub("02", "gone")])).toEqual({ put: {}, asked: ["gone"] });
  });
});

it("gives stored occurrences what their master changed", async () => {
  const occurrence = { ...master, ...stub("03"), subject: "Run", isAllDay: false };
  expect(await run([{ ...master, subject: "Walk" }], { stored: [master, occurrence] })).toEqual({
    put: { o03: "Walk", m: "Walk" },
    asked: [],
  });
});

it("leaves out a draft without times, and a master without occurrences in the window", async () => {
  const draft: GraphEvent = { id: "d", type: "singleInstance", subject: "Draft", isAllDay: false };
  expect(await run([draft, master], { whole: true })).toEqual({ put: {}, asked: [] });
});

it("reads a master again when an occurrence from the window is newer", async () => {
  const occurrence = { ...stub("03"), subject: "Walk", isAllDay: false, lastModifiedDateTime: "2026-03-01T10:00:00Z" };
  const stored = { ...master, lastModifiedDateTime: "2026-02-01T10:00:00Z" };
  const there = [{ ...master, subject: "Walk", lastModifiedDateTime: "2026-03-01T10:00:00Z" }];
  expect(await run([occurrence], { whole: true, stored: [stored], there })).toEqual({ put: { o03: "Walk", m: "Walk" }, asked: ["m"] });
});
