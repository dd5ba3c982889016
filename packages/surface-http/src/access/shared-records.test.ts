import { describe, expect, it } from "vitest";
import { mergeRecords } from "./shared-records.ts";

interface Grant {
  readonly usedAt?: string;
  readonly accounts?: readonly string[];
  readonly wall?: { readonly columns: number };
}
const merge = (before: Record<string, Grant>, after: Record<string, Grant>, stored: Record<string, Grant>) =>
  Object.fromEntries(mergeRecords(new Map(Object.entries(before)), new Map(Object.entries(after)), new Map(Object.entries(stored))));

describe("records that several processes change", () => {
  const one: Grant = { accounts: ["home", "work"] };
  it("have what each of them has added, and lack what any has removed", () => {
    expect(merge({ one }, { one, two: {} }, { one, three: {} })).toEqual({ one, two: {}, three: {} });
    expect(merge({ one, two: {} }, { two: {} }, { one, two: {} })).toEqual({ two: {} });
    expect(merge({ one, two: {} }, { one, two: {} }, { one })).toEqual({ one });
  });

  it("do not come back because somebody else has noted their use", () => {
    expect(merge({ one }, { one: { ...one, usedAt: "today" } }, {})).toEqual({});
  });

  it("have the fields of a record that each has changed", () => {
    const before = { one: { ...one, wall: { columns: 1 } } };
    const after = { one: { ...before.one, usedAt: "today" } };
    const stored = { one: { accounts: ["home"], wall: { columns: 2 } } };
    expect(merge(before, after, stored)).toEqual({ one: { accounts: ["home"], wall: { columns: 2 }, usedAt: "today" } });
  });
});
