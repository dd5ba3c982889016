import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import type { AccountStore, StatePort } from "../ports/index.ts";

/** Takes everything, and never answers once it is gone. */
function createLosableState() {
  let isGone = false;
  const answer = <T>(value: T): Promise<T> => (isGone ? new Promise(() => {}) : Promise.resolve(value));
  const store: AccountStore = {
    setAside: undefined,
    replay: () => [],
    async commit({ record, apply }) {
      await answer(undefined);
      apply(record);
    },
    async keep({ record, apply }) {
      apply(record);
    },
    storeKept: () => answer(undefined),
    isCompactionDue: false,
    compact: () => answer(undefined),
    file: () => ({ read: () => answer(undefined), update: async (change) => answer(await change(undefined)) }),
    isIntact: () => answer(true),
    fault: undefined,
    size: 0,
    close: () => answer(undefined),
  };
  const state: StatePort = { open: async () => store, remove: async () => {} };
  return {
    state,
    lose() {
      isGone = true;
    },
  };
}

it("a host ends within half a minute although the store of its accounts does not answer, and says what was not written", async () => {
  const { state, lose } = createLosableState();
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], host: { ports: { state } } });
  lose();
  let hasEnded = false;
  const stopped = t.host.stop().then(() => {
    hasEnded = true;
  });
  for (let seconds = 0; seconds < 30 && !hasEnded; seconds++) await t.clock.advance(1_000);
  await stopped;
  expect(t.log.filter((line) => line.startsWith("error"))).toEqual([expect.stringContaining("[home] could not write pending data")]);
});
