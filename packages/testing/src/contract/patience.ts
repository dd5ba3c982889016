import type { Bench } from "./bench.ts";

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Real time that something may take which needs nothing but the processor (ms). */
const limit = 2_000;

/** Waits a moment of real time for something to become true; returns whether it did. */
export async function soon(isTrue: () => boolean, within = limit): Promise<boolean> {
  const end = Date.now() + within;
  while (!isTrue() && Date.now() < end) await turn();
  return isTrue();
}

/**
 * Moves the clock on until `work` has ended, which may wait for it, and at least by `least` ms. Returns by how much (ms). A host that
 * is not done between two alarms gets a short moment, and a proper one at the end.
 */
export async function finish(bench: Bench, work: Promise<unknown>, least = 0): Promise<number> {
  const { clock, t } = bench;
  const began = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - began;
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  await moment(bench, () => ended);
  while ((!ended || elapsed() < least) && elapsed() < longest) await clock.advance(step, () => moment(bench, () => ended));
  if (!ended) throw new Error("Something waits for more than an hour.");
  await t.advance(0);
  return elapsed();
}

const step = 15_000;
const longest = 3_600_000;

async function moment({ recorder, t }: Bench, ended: () => boolean): Promise<void> {
  let settled = false;
  void t.host.settled().then(() => {
    settled = true;
  });
  await new Promise(setImmediate);
  for (let quiet = 0, seen = -1; !(settled && ended()) && quiet < 8; quiet++) {
    if (recorder.activity !== seen) quiet = 0;
    seen = recorder.activity;
    await turn();
  }
}
