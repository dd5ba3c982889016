import { dayMs } from "@casement/core";
import { waitUntil } from "../advance.ts";
import { createContractCheck } from "../contract-check.ts";
import { observeTimers } from "../plugin-timers.ts";

const endlessMs = 1e12;

export const cleanStop = createContractCheck("leaves nothing running when the hub stops", async function* (subject) {
  using timers = observeTimers();
  await using rig = await subject.open();
  const { t, user, observed, clock, recorder } = rig;
  await t.advance("1m");
  const { faults } = t.emulator.control;
  faults.add({ user, delay: endlessMs });
  void t.account.refresh().catch(() => {});
  await waitUntil(() => faults.list().some(({ hits }) => hits > 0));
  await t[Symbol.asyncDispose]();
  await waitUntil(() => observed.running.size === 0);
  for (const { caller } of observed.running)
    yield {
      observed: `${caller} is still running after the hub stopped.`,
      advice: "Do not catch the error of an aborted Graph request. Pass `signal` to everything else that waits.",
    };
  faults.clear();
  const [started, requests, exchanges] = [observed.started, observed.requests.length, recorder.exchanges.length];
  await clock.advance(dayMs);
  const isActive = () => observed.started > started || observed.requests.length > requests || recorder.exchanges.length > exchanges;
  if (await waitUntil(isActive, 20))
    yield {
      observed: "It sent a request to Graph after the hub stopped.",
      advice: "Do not start work that continues after the call that started it.",
    };
  for (const caller of new Set(timers.pending()))
    yield {
      observed: `A timer that ${caller} set is still pending.`,
      advice: "Use `every`, `due` and `until` instead of timers. Clear the timers that you set.",
    };
});
