import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import { createWebhookReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";

/** Opens a household whose webhook sends to a receiver. `fault` ends with a receiver that accepts everything. */
const withReceiver = (
  name: string,
  fault: (household: RunningHousehold, receiver: WebhookReceiver, run: ScenarioRun) => Promise<void>,
  more: Partial<FaultScenario> = {},
): FaultScenario => ({
  name,
  ...more,
  async run(run) {
    const receiver = createWebhookReceiver(await findFreePort());
    await receiver.listen();
    run.cleanUp(receiver.close);
    const household = await run.open({ webhookPort: receiver.port });
    await household.changes.stock(6);
    await household.announced(60);
    await fault(household, receiver, run);
    receiver.respond = () => ({ status: 204 });
    await run.settle(household, { seconds: 90 });
    await expectEverything(run, household, receiver);
  },
});

/** Every event came, in the order of its plugin, and each sensor's last state is the one that HTTP has. */
async function expectEverything(run: ScenarioRun, household: RunningHousehold, receiver: WebhookReceiver): Promise<void> {
  const missing = () => household.ledger.compare(receiver.events).lost;
  const waiting = async () => (await household.hub.api("GET", "/api/v1/webhooks")).body.webhooks[0];
  // A lane that failed several times waits for some minutes at most.
  await secondsUntil(240 * run.factor, async () => missing().length === 0 && (await waiting()).waiting === 0);
  run.count({ expected: household.ledger.count(), lost: missing().map((key) => `webhook ${key}`) });
  const { invented } = household.ledger.compare(receiver.events);
  run.check(invented.length === 0, `the webhook sent ${invented.length} events without a change`);
  for (const fault of receiver.faults) run.check(false, fault);
  const lastIds = new Map<string, number>();
  for (const { id, type } of receiver.events) {
    const [plugin = ""] = type.split("/");
    run.check(Number(id) > (lastIds.get(plugin) ?? 0), `an event of ${plugin} came out of order`);
    lastIds.set(plugin, Number(id));
  }
  run.check(receiver.states.size > 0, "no change of a sensor was sent");
  const sensors = await household.hub.sensors();
  for (const [id, states] of receiver.states) {
    const now = sensors.find((sensor) => sensor.id === id)?.state;
    run.check(states.at(-1) === now, `the last state sent of ${id} is not the one that HTTP has`);
  }
  const { delivered, failedAttempts, dropped } = await waiting();
  run.check(dropped === 0, `${dropped} messages were dropped`);
  run.remark(`${delivered} delivered since the last start, ${failedAttempts} attempts failed, ${receiver.repeated()} repeated`);
}

async function makeChanges({ changes }: RunningHousehold, seconds: number): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < seconds * 1_000; await pauseFor(500)) await changes.makeAny();
}

const scenarios: readonly FaultScenario[] = [
  withReceiver(
    "receiver-gone",
    async (household, receiver) => {
      await receiver.close();
      await household.changes.make(...newKinds);
      await makeChanges(household, 20);
      await receiver.listen();
    },
    { quick: true },
  ),
  withReceiver("receiver-slow", async (household, receiver) => {
    receiver.respond = () => ({ status: 204, afterMs: 3_000 });
    await makeChanges(household, 20);
    await pauseFor(15_000);
  }),
  withReceiver("receiver-fails", async (household, receiver) => {
    receiver.respond = () => ({ status: Math.random() < 0.6 ? 500 : 204 });
    await makeChanges(household, 30);
  }),
  withReceiver("killed-hub", async (household, receiver, run) => {
    receiver.respond = () => ({ status: Math.random() < 0.3 ? 503 : 204, afterMs: Math.random() * 300 });
    for (let i = 0; i < 8; i++) {
      await makeChanges(household, 2);
      await pauseFor(Math.random() * 4_000);
      run.check(household.hub.isAlive(), "the hub ended by itself");
      await household.hub.kill();
      await household.startHub();
    }
  }),
];

export const webhookFaults: ScenarioGroup = { name: "webhooks", scenarios };
