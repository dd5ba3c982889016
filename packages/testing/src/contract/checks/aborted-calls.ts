import { waitUntil } from "../advance.ts";
import { createContractCheck } from "../contract-check.ts";
import { exampleInputOf } from "../example-input.ts";

const endlessMs = 1e12;

export const abortedCalls = createContractCheck("ends a service call when its signal aborts", async function* (subject) {
  const services = Object.keys(subject.definition.services ?? {});
  if (services.length === 0) return;
  await using rig = await subject.open();
  const { t, user, observed } = rig;
  const { faults } = t.emulator.control;
  for (const name of services) {
    const input = await exampleInputOf(subject, rig, name);
    if (input === undefined) continue;
    const fault = faults.add({ user, delay: endlessMs });
    const isRunning = () => [...observed.running].some(({ caller }) => caller === `services.${name}`);
    const controller = new AbortController();
    let hasEnded = false;
    void t.account
      .call(`${subject.definition.id}/${name}`, input, { signal: controller.signal })
      .catch(() => {})
      .then(() => {
        hasEnded = true;
      });
    await waitUntil(() => hasEnded || faults.list().some(({ id, hits }) => id === fault && hits > 0));
    faults.clear(fault);
    controller.abort();
    // With a timeout: a service that failed on its own may still wait for the sensors that it refreshes.
    await waitUntil(() => hasEnded);
    if (!(await waitUntil(() => !isRunning())))
      yield {
        observed: `The service ${name} kept running after its call was aborted.`,
        advice:
          "Do not catch the error of an aborted Graph request. Pass `signal` to everything else that waits, and check `signal.aborted` in loops.",
      };
  }
});
