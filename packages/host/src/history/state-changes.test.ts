import { describe, expect, it } from "vitest";
import { type HistoryEntry, stateChangesOf, toHistoryState } from "./state-changes.ts";

const noon = Date.UTC(2026, 2, 1, 12);
const at = (minutes: number): number => noon + minutes * 60_000;
const state = (minutes: number, value: string, more: object = {}): HistoryEntry => ({ at: at(minutes), s: "a/b", state: value, ...more });
const changes = (entries: readonly HistoryEntry[], from = 0) =>
  stateChangesOf("a/b", entries, from).map((change) => [(Date.parse(change.at) - noon) / 60_000, change.state, change.known]);

describe("the changes of a sensor", () => {
  it("are those of its state, and of whether it could be read", () => {
    const other: HistoryEntry = { at: at(2), s: "a/other", state: "x" };
    const entries = [state(0, "on"), state(1, "on"), other, state(3, "off"), state(4, "off", { stale: true }), state(6, "off")];
    expect(changes(entries)).toEqual([
      [0, "on", true],
      [3, "off", true],
      [4, "off", false],
      [6, "off", true],
    ]);
  });

  it("claim nothing of the time in which the hub did not run", () => {
    expect(changes([state(0, "on"), { at: at(10), hub: "stopped" }, { at: at(60), hub: "started" }, state(61, "on")])).toEqual([
      [0, "on", true],
      [10, "on", false],
      [61, "on", true],
    ]);
  });

  it("claim nothing after the last entry before a power failure", () => {
    const other: HistoryEntry = { at: at(5), s: "a/other", state: "x" };
    expect(changes([state(0, "on"), other, { at: at(60), hub: "started" }, state(61, "off")])).toEqual([
      [0, "on", true],
      [5, "on", false],
      [61, "off", true],
    ]);
  });

  it("begin with the state at the beginning of the wanted time", () => {
    const entries = [state(0, "on"), state(3, "off"), state(9, "on")];
    expect(changes(entries, at(5))).toEqual([
      [5, "off", true],
      [9, "on", true],
    ]);
    expect(changes(entries, at(20))).toEqual([[20, "on", true]]);
    expect(changes([], at(20))).toEqual([]);
  });
});

it.each([
  ["on", "on"],
  [3, 3],
  [false, false],
  [undefined, null],
  [{ subject: "Secret" }, null],
  ["x".repeat(81), null],
])("of %j, %j is kept", (value, kept) => expect(toHistoryState(value)).toBe(kept));
