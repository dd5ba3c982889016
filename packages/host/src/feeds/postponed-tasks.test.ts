import { describe, expect, it } from "vitest";
import { setUpScheduler } from "../../test/feeds/scheduler.fixture.ts";

/** A task of 15 s that has its turn at every `turn`th attempt only. */
function setUpShared() {
  const t = setUpScheduler();
  const shared = { turn: 1, attempts: 0 };
  t.task("presence", 15_000, async () => (shared.attempts++ % shared.turn === 0 ? undefined : "postponed"));
  return { ...t, shared, status: () => t.scheduler.status("presence") };
}

describe("a task that a shared limit postpones", () => {
  it("is tried again at its interval, and is fresh for twice the interval that it gets", async () => {
    const t = setUpShared();
    await t.scheduler.start();
    t.shared.turn = 8;
    await t.advance(8 * 15_000);
    // Until it is known how often it has its turn, it may be postponed for ten minutes.
    expect(t.status()).toMatchObject({ isFresh: true, error: undefined });
    await t.advance(8 * 15_000);
    expect(t.status()).toMatchObject({ isFresh: true, slowedTo: 120_000 });
    t.shared.turn = Number.POSITIVE_INFINITY;
    await t.advance(240_000);
    expect(t.status().isFresh).toBe(true);
    await t.advance(45_000);
    expect(t.status().isFresh).toBe(false);
  });

  it("is as fast as ever once nothing postpones it", async () => {
    const t = setUpShared();
    await t.scheduler.start();
    t.shared.turn = 4;
    await t.advance(120_000);
    expect(t.status().slowedTo).toBe(60_000);
    t.shared.turn = 1;
    await t.advance(30_000);
    expect(t.status().slowedTo).toBeUndefined();
    expect(t.status().isFresh).toBe(true);
  });
});
