import { expect, it } from "vitest";
import { createSharing } from "./share-equal.ts";

it("returns the first of equal values, which nobody can change", () => {
  const share = createSharing<readonly { readonly scopes: string[] }[]>();
  const first = share([{ scopes: ["Mail.Read"] }]);
  expect(share([{ scopes: ["Mail.Read"] }])).toBe(first);
  expect(share([{ scopes: [] }])).toEqual([{ scopes: [] }]);
  expect(() => first[0]!.scopes.push("Mail.Send")).toThrow(TypeError);
});

it("forgets the oldest of many", () => {
  const share = createSharing<readonly number[]>();
  const first = share([0]);
  for (let number = 1; number <= 16; number++) share([number]);
  expect(share([0])).not.toBe(first);
});
