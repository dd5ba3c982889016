import { expect, test } from "vitest";
import { commonPrefixes, type IdPrefix, maxPrefixes, withPrefix } from "./id-prefixes.ts";

/** As Exchange makes them: the mailbox, the folder, the message. */
const idOf = (folder: string, message: string): string =>
  `AAMkADMwNTcyZjQzLTdkMGItNDdjMy04ZTYwLTJhYmUzNGI5ZDEwMwBGAAAAAAB5M0K0qlJySLOAgV22zPnuBwDit9FUg_L0SpeANtzxTscb${folder.padStart(8, "A")}ADit9FUg_L0SpeANtzxTscb${message.padStart(12, "A")}=`;

test("ids of one folder share its beginning; the last sixteen characters always stay", () => {
  const ids = [idOf("Nhmw", "MxlnrY"), idOf("Nhmw", "MxlnrZ"), idOf("Nhmw", "Mxlnr0")];
  const [prefix = "", ...more] = commonPrefixes(ids);
  expect(more).toEqual([]);
  expect(ids.every((id) => id.startsWith(prefix))).toBe(true);
  expect(ids[0]!.length - prefix.length).toBeGreaterThanOrEqual(16);
  expect(ids[0]!.length - prefix.length).toBeLessThan(20);
});

test("ids of several folders share what the mailbox begins with", () => {
  const [prefix = ""] = commonPrefixes([idOf("Nhmw", "MxlnrY"), idOf("9999", "MxlnrY")]);
  expect(prefix).toHaveLength(112);
});

test("nothing is shared by one id, however often it occurs, or by ids that only begin alike", () => {
  const id = idOf("Nhmw", "MxlnrY");
  expect(commonPrefixes([id, id])).toEqual([]);
  expect(commonPrefixes([id, `${id.slice(0, 39)}${"x".repeat(60)}`])).toEqual([]);
  expect(commonPrefixes([])).toEqual([]);
});

test("a prefix always gets the same tag, and two never have the same", () => {
  const prefix = "A".repeat(40);
  const [first] = withPrefix([], "home", prefix);
  expect(withPrefix([], "home", prefix)).toEqual([first]);
  expect(withPrefix([], "work", prefix)[0]?.tag).not.toBe(first?.tag);
  const taken: IdPrefix = { tag: first!.tag, account: "home", prefix: "B".repeat(40) };
  const [, longer] = withPrefix([taken], "home", prefix);
  expect(longer?.tag).toHaveLength(4);
  expect(longer?.tag.endsWith(first!.tag)).toBe(true);
});

test("an account can fill only its own part of the table", () => {
  let table: readonly IdPrefix[] = [];
  for (let i = 0; i < maxPrefixes + 5; i++) table = withPrefix(table, "home", `${"A".repeat(40)}${i}`);
  expect(table).toHaveLength(maxPrefixes);
  expect(new Set(table.map(({ tag }) => tag)).size).toBe(maxPrefixes);
  expect(withPrefix(table, "work", "A".repeat(40))).toHaveLength(maxPrefixes + 1);
});
