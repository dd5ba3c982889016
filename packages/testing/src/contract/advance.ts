import { waitUntilIdle } from "../wait-until-idle.ts";
import type { ContractRig } from "./contract-rig.ts";

const nextTick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Real time for work that needs only the processor. */
const defaultTimeoutMs = 2_000;

/** Waits in real time until a condition holds. Returns whether it does. */
export async function waitUntil(condition: () => boolean, timeoutMs = defaultTimeoutMs): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!condition() && Date.now() < end) await nextTick();
  return condition();
}

/**
 * Advances the clock until `work` has ended, and by at least `leastMs`. Returns by how much, in milliseconds. Between two alarms, the host
 * gets a short time to settle; at the end it gets as long as it needs.
 */
export async function advanceUntilEnd(rig: ContractRig, work: Promise<unknown>, leastMs = 0): Promise<number> {
  const { clock, t } = rig;
  const began = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - began;
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
  };
  work.then(end, end);
  await settleBriefly(rig, () => hasEnded);
  while ((!hasEnded || elapsed() < leastMs) && elapsed() < longestMs) await clock.advance(stepMs, () => settleBriefly(rig, () => hasEnded));
  if (!hasEnded) throw new Error("Something waits for more than an hour.");
  await t.advance(0);
  return elapsed();
}

const stepMs = 15_000;
const longestMs = 3_600_000;

async function settleBriefly({ recorder, t }: ContractRig, hasEnded: () => boolean): Promise<void> {
  let isSettled = false;
  void t.host.settled().then(() => {
    isSettled = true;
  });
  await waitUntilIdle(
    () => isSettled && hasEnded(),
    () => recorder.activity,
  );
}
