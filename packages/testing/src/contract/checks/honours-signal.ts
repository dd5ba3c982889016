import { check } from "../check.ts";
import { exampleFor } from "../example.ts";
import { soon } from "../patience.ts";

const hang = 1e12;

export const honoursSignal = check("ends a service when its signal aborts", async function* (subject) {
  const services = Object.keys(subject.definition.services ?? {});
  if (services.length === 0) return;
  await using bench = await subject.open();
  const { t, user, watch } = bench;
  for (const name of services) {
    const input = await exampleFor(subject, bench, name);
    if (input === undefined) continue;
    const fault = t.emulator.control.faults.add({ user, delay: hang });
    const mine = () => [...watch.running].some(({ by }) => by === `services.${name}`);
    const controller = new AbortController();
    let ended = false;
    void t.account
      .call(`${subject.definition.id}/${name}`, input, { signal: controller.signal })
      .catch(() => {})
      .then(() => {
        ended = true;
      });
    await soon(() => ended || t.emulator.control.faults.list().some(({ id, hits }) => id === fault && hits > 0));
    t.emulator.control.faults.clear(fault);
    controller.abort();
    // Not for ever: a service that failed by itself may wait for the sensors that it touches.
    await soon(() => ended);
    if (!(await soon(() => !mine())))
      yield {
        seen: `The service ${name} went on after its call was cancelled in mid-flight.`,
        todo: "Let the error of an aborted Graph call pass, hand `signal` to whatever else waits, and check `signal.aborted` in loops.",
      };
  }
});
