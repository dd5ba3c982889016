import { check } from "../check.ts";
import { soon } from "../patience.ts";
import { watchTimers } from "../plugin-timers.ts";

const hang = 1e12;
const day = 24 * 3_600_000;

export const cleanStop = check("leaves nothing behind when the hub stops", async function* (subject) {
  using timers = watchTimers();
  await using bench = await subject.open();
  const { t, user, watch, clock, recorder } = bench;
  await t.advance("1m");
  const { faults } = t.emulator.control;
  faults.add({ user, delay: hang });
  void t.account.refresh().catch(() => {});
  await soon(() => faults.list().some(({ hits }) => hits > 0));
  await t[Symbol.asyncDispose]();
  await soon(() => watch.running.size === 0);
  for (const { by } of watch.running)
    yield {
      seen: `${by} still runs after the hub has stopped.`,
      todo: "Let the error of an aborted Graph call pass, and hand `signal` to whatever else waits.",
    };
  faults.clear();
  const [started, calls, requests] = [watch.started, watch.calls.length, recorder.exchanges.length];
  await clock.advance(day);
  const awake = () => watch.started > started || watch.calls.length > calls || recorder.exchanges.length > requests;
  if (await soon(awake, 20))
    yield { seen: "It called Graph after the hub had stopped.", todo: "Start nothing that outlives the call it was started in." };
  for (const by of new Set(timers.pending()))
    yield { seen: `A timer that ${by} set is still pending.`, todo: "Let the hub keep time: `every`, `due`, `until`. Clear what you set." };
});
