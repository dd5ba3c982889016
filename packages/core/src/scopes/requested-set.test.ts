import { expect, it } from "vitest";
import { smallerSetsOf } from "./requested-set.ts";

const account = ["User.Read", "offline_access"];
const setsOf = (sets: Partial<Parameters<typeof smallerSetsOf>[0]>) =>
  smallerSetsOf({ all: account, read: account, self: account, ...sets });

it("offers the sets that request something, but not everything, and none of them twice", () => {
  const all = ["Mail.Send", "Mail.Read", "Presence.Read", ...account];
  expect(setsOf({ all, read: ["Mail.Read", "Presence.Read", ...account], self: ["Mail.Send", "Presence.Read", ...account] })).toEqual([
    "self",
    "read",
  ]);
  expect(setsOf({ all: ["Mail.Read", "Mail.ReadWrite", ...account], read: ["Mail.Read", ...account] })).toEqual(["read"]);
  expect(setsOf({})).toEqual([]);
  const same = ["Presence.Read", ...account];
  expect(setsOf({ all: ["Presence.ReadWrite", ...same], read: same, self: same })).toEqual(["self"]);
});
