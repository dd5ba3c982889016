import { expect, it } from "vitest";
import { type SharingWorker, shareOf, surplusOf } from "./shares.ts";

const worker = (id: string, slots: number, more: Partial<SharingWorker> = {}): SharingWorker => ({
  ...{ id, slots, accounts: 0, since: "2026-03-02T08:00:00.000Z", isDraining: false, limit: 256 },
  ...more,
});
const sharesOf = (workers: readonly SharingWorker[]) => workers.map(({ id }) => shareOf(id, workers, 256));

it.each<[string, readonly SharingWorker[], readonly number[]]>([
  ["one alone", [worker("a", 0)], [256]],
  ["three", [worker("a", 0), worker("b", 0), worker("c", 0)], [86, 85, 85]],
  ["one that leaves", [worker("a", 128, { isDraining: true }), worker("b", 128)], [0, 256]],
  ["one that takes fewer", [worker("a", 0), worker("b", 0, { limit: 56 }), worker("c", 0)], [100, 56, 100]],
  ["all take fewer", [worker("a", 0, { limit: 10 }), worker("b", 0, { limit: 20 })], [10, 20]],
])("shares all slots: %s", (_, workers, shares) => {
  expect(sharesOf(workers)).toEqual(shares);
});

it("gives back what another lacks, and nothing for a small difference", () => {
  expect(surplusOf("a", 128, [worker("a", 128), worker("b", 128), worker("c", 0)], 256)).toBe(42);
  expect(surplusOf("a", 90, [worker("a", 90), worker("b", 83), worker("c", 83)], 256)).toBe(0);
  // Ten workers have little too much each, and the eleventh has nothing.
  const ten = Array.from({ length: 10 }, (_, index) => worker(`w${index}`, index < 6 ? 26 : 25));
  expect(surplusOf("w5", 26, [...ten, worker("x", 0)], 256)).toBeGreaterThan(0);
  expect(surplusOf("w5", 26, [...ten.slice(0, 9), worker("x", 22)], 256)).toBe(0);
});
