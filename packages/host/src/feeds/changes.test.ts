import type { Feed, FeedChange } from "@casement/core";
import { describe, expect, it } from "vitest";
import type { RaisedEvent } from "../events/event-validator.ts";
import { advanceAnnouncedUntil, eventsFallenDue, eventsOfChanges, nextDueTime, originOf } from "./changes.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse("2026-03-02T08:00:00Z");
const address = { plugin: "library", feed: "books", key: "a" };

/** A feed with these functions, and what it reports. */
function createPlugin(functions: Partial<Pick<Feed<any, any, any, any>, "changed" | "due">>) {
  const reports: string[] = [];
  return {
    reports,
    plugin: { feed: functions as Feed<any, any, any, any>, address, report: (message: string) => void reports.push(message) },
  };
}
const raise = (event: string, at?: Date): RaisedEvent => ({ event, payload: {}, ...(at && { at }) });

it.each([
  [undefined, "external"],
  [now, "casement"],
  [now - 5 * minute + 1, "casement"],
  [now - 5 * minute, "external"],
])("of an item that was written at %s, the origin is %s", (writtenAt, origin) => {
  expect(originOf(writtenAt, now)).toBe(origin);
});

describe("the changes of a page", () => {
  const items = new Map([
    ["1", "Emma"],
    ["2", "Ivanhoe"],
    ["3", "Persuasion"],
  ]);
  const page = { put: { 1: "Emma II", 2: "Ivanhoe", 4: "Middlemarch" }, removed: ["3"], evicted: new Set(["2"]) };
  const times = { now, graphNow: now + 1_000, startedAt: now - hour };

  it("are told with the item before and after, their origin, the time since which an item is new, and the items before", () => {
    const told: FeedChange<unknown>[] = [];
    const { plugin } = createPlugin({
      changed(change: FeedChange<unknown>) {
        told.push(change);
        return change.id === "2" ? undefined : [raise(`changed-${change.id}`)];
      },
    } as never);
    const raised = eventsOfChanges(plugin, page, { items }, (id) => (id === "4" ? now - minute : undefined), times);
    const since = new Date(now - hour - 2 * minute);
    expect(told).toEqual([
      { key: "a", id: "1", before: "Emma", after: "Emma II", origin: "external", since, items },
      { key: "a", id: "2", before: undefined, after: "Ivanhoe", origin: "external", since, items },
      { key: "a", id: "4", before: undefined, after: "Middlemarch", origin: "casement", since, items },
      { key: "a", id: "3", before: "Persuasion", after: undefined, origin: "external", since, items },
    ]);
    expect(raised.map(({ event }) => event)).toEqual(["changed-1", "changed-4", "changed-3"]);
  });

  it("are new since Graph's time at the most, because the clock may have been ahead", () => {
    const told: Date[] = [];
    const { plugin } = createPlugin({ changed: ({ since }: FeedChange<unknown>) => void told.push(since) } as never);
    eventsOfChanges(plugin, page, { items }, () => undefined, { now, graphNow: now - hour, startedAt: now + hour });
    expect(new Set(told.map(Number))).toEqual(new Set([now - hour - 2 * minute]));
  });

  it("raise nothing in a feed that does not look at them", () => {
    const { plugin, reports } = createPlugin({});
    expect(eventsOfChanges(plugin, page, { items }, () => undefined, times)).toEqual([]);
    expect(reports).toEqual([]);
  });

  it("are told although one of them failed, which is reported without the message", () => {
    const { plugin, reports } = createPlugin({
      changed({ id }: { id: string }) {
        if (id === "1") throw new TypeError("Emma is secret");
        if (id === "2") throw "secret";
        return [raise(`changed-${id}`)];
      },
    } as never);
    const raised = eventsOfChanges(plugin, page, { items }, () => undefined, times);
    expect(raised.map(({ event }) => event)).toEqual(["changed-4", "changed-3"]);
    expect(reports).toEqual(["changed() threw TypeError", "changed() threw an error"]);
  });
});

describe("events that fall due", () => {
  const items = new Map<string, unknown>([["1", "Emma"]]);
  const at = (ms: number) => new Date(now + ms);
  const due = (...events: RaisedEvent[]) => {
    const asked: unknown[] = [];
    const created = createPlugin({
      due(query: unknown) {
        asked.push(query);
        return events;
      },
    } as never);
    return { ...created, asked };
  };

  it("are those after the last time and until now, oldest first; one without a time falls due now", () => {
    const { plugin, asked } = due(
      raise("now"),
      raise("second", at(-1)),
      raise("late", at(1)),
      raise("first", at(-2)),
      raise("before", at(-minute)),
    );
    const raised = eventsFallenDue(plugin, items, now - minute, now);
    expect(raised.map(({ event }) => event)).toEqual(["first", "second", "now"]);
    expect(asked).toEqual([{ key: "a", items, after: at(-minute), until: at(0) }]);
  });

  it("are not older than an hour", () => {
    const { plugin, asked } = due(raise("old", at(-hour)), raise("young", at(1 - hour)));
    expect(eventsFallenDue(plugin, items, now - 2 * hour, now).map(({ event }) => event)).toEqual(["young"]);
    expect(asked).toMatchObject([{ after: at(-hour) }]);
  });

  it("are not asked for while no time has passed, or if the feed has none", () => {
    const { plugin, asked } = due(raise("now"));
    expect(eventsFallenDue(plugin, items, now, now)).toEqual([]);
    expect(eventsFallenDue(plugin, items, now + 1, now)).toEqual([]);
    expect(asked).toEqual([]);
    const none = createPlugin({});
    expect(eventsFallenDue(none.plugin, items, now - 1, now)).toEqual([]);
    expect(nextDueTime(none.plugin, items, now, now + hour)).toBeUndefined();
    const silent = createPlugin({ due: () => undefined } as never);
    expect(eventsFallenDue(silent.plugin, items, now - 1, now)).toEqual([]);
    expect([...none.reports, ...silent.reports]).toEqual([]);
  });

  it("are none if the feed fails, which is reported without the message", () => {
    const { plugin, reports } = createPlugin({
      due() {
        throw new RangeError("secret");
      },
    } as never);
    expect(eventsFallenDue(plugin, items, now - 1, now)).toEqual([]);
    expect(reports).toEqual(["due() threw RangeError"]);
  });

  it("have a next one: the earliest after now, up to a time", () => {
    expect(nextDueTime(due(raise("b", at(9)), raise("a", at(3))).plugin, items, now, now + 9)).toBe(now + 3);
    expect(nextDueTime(due(raise("b", at(9))).plugin, items, now, now + 9)).toBe(now + 9);
    expect(nextDueTime(due(raise("b", at(9))).plugin, items, now, now + 8)).toBeUndefined();
    expect(nextDueTime(due(raise("b", at(0))).plugin, items, now, now + 8)).toBeUndefined();
  });
});

it.each([
  ["that passes", now - 1, now],
  ["that stands still", now, now],
  ["set back by an hour", now + hour, now + hour],
  ["set back by more", now + hour + 1, now],
])("after a clock %s, everything is announced until the right time", (_, previous, expected) => {
  expect(advanceAnnouncedUntil(previous, now)).toBe(expected);
});
