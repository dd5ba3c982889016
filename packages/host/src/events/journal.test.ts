import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../api.ts";
import { createJournal, maxJournalEvents } from "./journal.ts";

const event = (id: number, account = "home"): JournalEvent => ({
  id: String(id),
  account,
  type: "library/book-added",
  at: "2026-03-02T08:00:00.000Z",
  payload: {},
});
const events = (from: number, count: number): JournalEvent[] => Array.from({ length: count }, (_, i) => event(from + i));
const journal = () => createJournal(() => {});
const idsAfter = async (from: ReturnType<typeof journal>, ...query: Parameters<ReturnType<typeof journal>["after"]>) =>
  (await from.after(...query)).events.map(({ id }) => Number(id));

describe("the journal", () => {
  it("returns the events after an ID, oldest first, and a page at a time", async () => {
    const j = journal();
    j.publish(events(1, 5));
    expect(await idsAfter(j)).toEqual([1, 2, 3, 4, 5]);
    expect(await idsAfter(j, "3")).toEqual([4, 5]);
    expect(await idsAfter(j, "5")).toEqual([]);
    expect(await idsAfter(j, "1", { limit: 2 })).toEqual([2, 3]);
  });

  it("returns at most 1,000 events unless asked for more", async () => {
    const j = journal();
    j.publish(events(1, 1_100));
    expect(await idsAfter(j)).toHaveLength(1_000);
    expect(await idsAfter(j, undefined, { limit: 1_100 })).toHaveLength(1_100);
  });

  it("returns the events of one account", async () => {
    const j = journal();
    j.publish([event(1), event(2, "office"), event(3)]);
    expect(await idsAfter(j, undefined, { account: "office" })).toEqual([2]);
    expect(await idsAfter(j, "1", { account: "home", limit: 1 })).toEqual([3]);
  });

  it("knows the ID of the newest event", () => {
    const j = journal();
    expect(j.lastId).toBeUndefined();
    j.publish(events(1, 3));
    expect(j.lastId).toBe("3");
  });

  it("merges the stored events of all accounts by their IDs, without calling listeners", async () => {
    const j = journal();
    const heard: JournalEvent[] = [];
    j.subscribe((raised) => void heard.push(raised));
    j.restore([event(2), event(10)]);
    j.restore([event(1, "office"), event(9, "office")]);
    expect(await idsAfter(j)).toEqual([1, 2, 9, 10]);
    expect(heard).toEqual([]);
  });

  it("keeps the latest events and says when a reader missed some", async () => {
    const j = journal();
    j.publish(events(1, maxJournalEvents));
    expect((await j.after("1")).lost).toBe(false);
    j.publish(events(maxJournalEvents + 1, 10));
    expect(await idsAfter(j, undefined, { limit: 1 })).toEqual([11]);
    expect((await j.after("9")).lost).toBe(true);
    expect((await j.after("10")).lost).toBe(false);
    expect((await j.after()).lost).toBe(false);
  });

  it("keeps the latest of the stored events, too", async () => {
    const j = journal();
    j.restore(events(1, maxJournalEvents + 3));
    expect(await idsAfter(j, undefined, { limit: 1 })).toEqual([4]);
    expect((await j.after("2")).lost).toBe(true);
  });

  it.each(["", "-1", "1.5", "x", "1x", "x1", "12345678901234567"])("refuses the ID %j", async (id) => {
    await expect(journal().after(id)).rejects.toMatchObject({ code: "input-invalid", message: expect.stringContaining(`"${id}"`) });
  });

  it("calls each listener for each event until it unsubscribes, and goes on after one that throws", () => {
    const errors: unknown[] = [];
    const j = createJournal((error) => void errors.push(error));
    const heard: string[] = [];
    const failure = new Error("listener");
    j.subscribe(() => {
      throw failure;
    });
    const end = j.subscribe(({ id }) => void heard.push(id));
    j.publish(events(1, 2));
    end();
    j.publish(events(3, 1));
    expect(heard).toEqual(["1", "2"]);
    expect(errors).toEqual([failure, failure, failure]);
  });

  it("after an ID that is higher than any, because the clock was ahead and data was lost, returns what is new since the start", async () => {
    const j = createJournal(() => {}, 100);
    j.restore([event(50), event(60)]);
    expect(await j.after("500")).toEqual({ events: [], lost: false, after: "99" });
    j.publish([event(100), event(101)]);
    expect((await j.after("500")).events.map(({ id }) => id)).toEqual(["100", "101"]);
    expect((await j.after("101")).events).toEqual([]);
    // Events that were removed with their account do not count as lost.
    j.publish([event(102, "office")]);
    j.removeAccount("office");
    expect(await j.after("102")).toEqual({ events: [], lost: false, after: "102" });
  });

  it("does not repeat stored events after an ID that is higher than any, when the clock was set back", async () => {
    const j = createJournal(() => {}, 100);
    j.restore([event(250), event(260)]);
    expect(await j.after("500")).toEqual({ events: [], lost: false, after: "260" });
    j.publish([event(261)]);
    expect((await j.after("500")).events.map(({ id }) => id)).toEqual(["261"]);
  });

  it("removes the events of one account", async () => {
    const j = journal();
    j.publish([event(1), event(2, "office")]);
    j.removeAccount("home");
    expect(await idsAfter(j)).toEqual([2]);
  });
});
