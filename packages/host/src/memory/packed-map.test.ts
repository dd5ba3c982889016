import { isDeepStrictEqual } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { PackedMap } from "./packed-map.ts";

const bookOf = (number: number) => ({
  title: `Book ${number}`,
  authors: ["Ann", "Bén"],
  note: undefined,
  place: { shelf: number, at: -0 },
});
const books = Array.from({ length: 60 }, (_, number): [string, unknown] => [`id-${number}`, bookOf(number)]);

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Nobody holds any more what was packed. */
async function packedMapOf(entries: readonly (readonly [string, unknown])[]): Promise<PackedMap<unknown>> {
  const map = new PackedMap<unknown>();
  for (const [id, value] of entries) map.set(id, value);
  map.pack();
  await new Promise(setImmediate);
  collectGarbage();
  return map;
}

it("has the same entries in the same order when it is packed, also those without a value in JSON", async () => {
  const map = await packedMapOf(books);
  expect(map.size).toBe(60);
  expect(isDeepStrictEqual([...map], books)).toBe(true);
  expect([...map.keys()]).toEqual(books.map(([id]) => id));
  expect(isDeepStrictEqual(map.get("id-7"), bookOf(7))).toBe(true);
  expect(map.has("id-60")).toBe(false);
});

it("is changed after it was packed, and packed again", async () => {
  const map = await packedMapOf(books);
  map.set("id-7", "lent");
  map.delete("id-8");
  map.delete("unknown");
  map.pack();
  expect(map.size).toBe(59);
  expect([map.get("id-7"), map.has("id-8")]).toEqual(["lent", false]);
});
