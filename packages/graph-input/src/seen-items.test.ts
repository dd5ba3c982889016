import { expect, it } from "vitest";
import { readSeenItems } from "./seen-items.ts";

it("knows on the next page what was on the earlier ones", () => {
  const ids = Array.from({ length: 1_000 }, (_, number) => `AAMkAGI2TG93AAA=${number}`);
  const seen = readSeenItems(undefined);
  for (const id of ids.slice(0, 500)) seen.add(id);
  const next = readSeenItems(seen.toCursor());
  expect(ids.map((id) => next.has(id))).toEqual(ids.map((_, index) => index < 500));
});

it.each(["", "25", "s1", "s1234é", "x12345"])("refuses %j", (cursor) =>
  expect(() => readSeenItems(cursor)).toThrow(/not the `cursor` of a previous page/),
);
