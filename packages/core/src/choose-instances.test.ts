import { describe, expect, it } from "vitest";
import { chooseInstances, type InstanceChoice } from "./choose-instances.ts";

interface Thing {
  readonly id: string;
  readonly name: string;
}
interface Entry {
  readonly of: string;
  readonly name?: string;
  readonly track?: boolean;
}
const listed: readonly Thing[] = [
  { id: "1", name: "Work" },
  { id: "2", name: "Home" },
  { id: "3", name: "home" },
];
const choose = (choice: Partial<InstanceChoice<Thing, Entry>>) => {
  const common = {
    listed,
    namesOf: ({ name }: Thing) => [name, undefined],
    wantedOf: ({ of }: Entry) => of,
    entries: [],
    track: false,
  };
  const { chosen, unmatched, ambiguous } = chooseInstances<Thing, Entry>({ ...common, ...choice });
  return { chosen: chosen.map(({ id, thing, entry }) => [id, thing.name, entry?.of]), unmatched, ambiguous };
};
const idsOf = (choice: Partial<InstanceChoice<Thing, Entry>>) => choose(choice).chosen.map(([id]) => id);

describe("chooseInstances", () => {
  it.each([
    [true, ["1", "2", "3"]],
    ["all" as const, ["1", "2", "3"]],
    [
      ["work", "3"],
      ["1", "3"],
    ],
    [[], []],
    [false, []],
    ["none" as const, []],
  ])("with track %j chooses %j", (track, ids) => {
    expect(idsOf({ track })).toEqual(ids);
  });

  it("chooses configured entries first, by ID or name, and each thing once", () => {
    expect(choose({ entries: [{ of: "3" }, { of: "WORK" }], track: true }).chosen).toEqual([
      ["3", "home", "3"],
      ["1", "Work", "WORK"],
      ["2", "Home", undefined],
    ]);
  });

  it("leaves out a thing whose entry says so", () => {
    expect(idsOf({ entries: [{ of: "Work", track: false }], track: true })).toEqual(["2", "3"]);
  });

  it("gives further entries for the same thing an ID with their name or number", () => {
    expect(idsOf({ entries: [{ of: "1" }, { of: "1", name: "Today" }, { of: "Work" }] })).toEqual(["1", "1#Today", "1#3"]);
  });

  it("regards the case of a name only where names differ in nothing else", () => {
    expect(choose({ entries: [{ of: "home" }, { of: "Home" }] })).toEqual({
      chosen: [
        ["3", "home", "home"],
        ["2", "Home", "Home"],
      ],
      unmatched: [],
      ambiguous: [],
    });
    expect(choose({ entries: [{ of: "HOME" }] })).toEqual({
      chosen: [["2", "Home", "HOME"]],
      unmatched: [],
      ambiguous: [{ index: 0, count: 2 }],
    });
  });

  it("chooses what was not listed only by ID and only for an entry", () => {
    const unlisted = [{ id: "9", name: "Work" }];
    expect(choose({ unlisted, entries: [{ of: "9" }, { of: "8" }], track: true })).toEqual({
      chosen: [
        ["9", "Work", "9"],
        ["1", "Work", undefined],
        ["2", "Home", undefined],
        ["3", "home", undefined],
      ],
      unmatched: [1],
      ambiguous: [],
    });
  });
});
