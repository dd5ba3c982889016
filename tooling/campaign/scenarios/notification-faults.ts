import { createProcessClock } from "../harness/fake-clock.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";
import {
  allSubscribed,
  changeFor,
  type GraphSubscription,
  openNotified,
  safetyInterval,
  settleNotified,
  subscriptionsOf,
  wakeAll,
} from "./notified-household.ts";

const entryOf = ({ id, clientState }: GraphSubscription) => ({ subscriptionId: id, clientState, changeType: "updated" });

/** Bodies that Graph did not send. */
function forgedBodies(real: readonly GraphSubscription[]): string[] {
  const foreign = { subscriptionId: "11111111-2222-4333-8444-555555555555", clientState: real[0]!.clientState };
  const guessed = real.flatMap((each) => [
    { ...entryOf(each), clientState: "guess" },
    { ...entryOf(each), clientState: "", lifecycleEvent: "subscriptionRemoved" },
    { ...entryOf(each), clientState: `${each.clientState}0`, lifecycleEvent: "reauthorizationRequired" },
  ]);
  return [JSON.stringify({ value: [foreign, ...guessed] }), "", "{", "[]", "null", '{"value":{}}', '{"value":[null,1,"x",[]]}'];
}

const amidKills = (kills: number): Pick<FaultScenario, "run"> => ({
  async run(run) {
    const household = await openNotified(run);
    const { hub, changes } = household;
    await changes.stock(Math.max(6, kills));
    await household.announced(60);
    let isRunning = true;
    const changing = (async () => {
      for (; isRunning; await pauseFor(100 + Math.random() * 300)) await changes.makeAny();
    })();
    for (let i = 0; i < kills; i++) {
      await hub.kill();
      await household.startHub({ wait: false });
      await pauseFor(50 + Math.random() * 5_000);
      run.check(hub.isAlive(), `the hub ended by itself: ${JSON.stringify(hub.process()?.end())}`);
    }
    isRunning = false;
    await changing;
    await hub.kill();
    await household.startHub();
    await allSubscribed(household);
    await wakeAll(household);
    await settleNotified(run, household, 90);
    const resources = (await subscriptionsOf(household)).map(({ resource }) => resource);
    run.check(new Set(resources).size === resources.length, `${resources.length - new Set(resources).size} subscriptions are left over`);
  },
});

const clockOffBy = (name: string, seconds: number): FaultScenario => ({
  name,
  needs: ["faketime"],
  async run(run) {
    const clock = createProcessClock(`${run.folder}/hub`, seconds);
    const household = await openNotified(run, { hubStart: { env: clock.env } });
    await household.changes.make(...newKinds, ...newKinds);
    await settleNotified(run, household);
  },
});

const scenarios: readonly FaultScenario[] = [
  {
    name: "a-fifth-lost",
    quick: true,
    async run(run) {
      const household = await openNotified(run);
      await household.changes.stock(6);
      await household.announced(60);
      household.notifications.rule = () => ({ copies: Math.random() < 0.2 ? 0 : 1 });
      await changeFor(household, 20);
      household.notifications.rule = undefined;
      await wakeAll(household);
      await settleNotified(run, household);
    },
  },
  {
    name: "a-fifth-lost-found-by-the-safety-read",
    async run(run) {
      const household = await openNotified(run, { notifications: { safetyInterval: "1m" } });
      household.notifications.rule = () => ({ copies: Math.random() < 0.2 ? 0 : 1 });
      await changeFor(household, 60);
      await settleNotified(run, household, 90);
    },
  },
  {
    name: "doubled-and-out-of-order",
    async run(run) {
      const household = await openNotified(run);
      await household.changes.stock(6);
      await household.announced(60);
      household.notifications.rule = () => ({ copies: 3, afterMs: Math.random() * 5_000 });
      await changeFor(household, 30);
      await settleNotified(run, household);
    },
  },
  {
    name: "an-hour-late",
    needs: ["faketime"],
    async run(run) {
      const clock = createProcessClock(`${run.folder}/all`, 0);
      const household = await openNotified(run, { hubStart: { env: clock.env }, emulatorEnv: clock.env });
      const { notifications, changes } = household;
      notifications.rule = () => ({ copies: 0 });
      const before = notifications.bodies.length;
      await changes.make(...newKinds, ...newKinds);
      await secondsUntil(20, () => notifications.bodies.length >= before + 8);
      clock.set(3_600);
      notifications.rule = undefined;
      for (const body of notifications.bodies.slice(before)) await notifications.send(body);
      await changes.make(...newKinds);
      await settleNotified(run, household, 90);
    },
  },
  {
    name: "forged-and-of-a-foreign-subscription",
    async run(run) {
      const household = await openNotified(run);
      const { notifications, hub, proxy } = household;
      const forged = forgedBodies(await subscriptionsOf(household));
      await pauseFor(3_000);
      const before = proxy.total();
      for (let count = 0; count < 20; count++) await Promise.all(forged.map(notifications.send));
      await pauseFor(2_000);
      // Calendars of a group and automatic replies are polled every 15 s.
      run.check(proxy.total() - before <= 4, `forged notifications caused ${proxy.total() - before} requests to Graph`);
      run.check(
        notifications.answers.every(({ status }) => status === 202),
        "a forged notification was not answered with 202",
      );
      run.check((await subscriptionsOf(household)).length >= 5, "forged notifications ended subscriptions");
      await household.changes.make(...newKinds);
      await settleNotified(run, household);
      run.check(hub.isAlive(), "the hub ended");
    },
  },
  {
    name: "10000-at-once",
    async run(run) {
      const household = await openNotified(run);
      const { notifications, proxy, changes } = household;
      const entries = (await subscriptionsOf(household)).map(entryOf);
      const body = (count: number) => JSON.stringify({ value: Array.from({ length: count }, (_, i) => entries[i % entries.length]) });
      const before = proxy.total();
      const flood = [
        notifications.send(body(5_000)),
        notifications.send(body(4_000)),
        ...Array.from({ length: 1_000 }, () => notifications.send(body(1))),
      ];
      await changes.make(...newKinds);
      const answers = await Promise.all(flood);
      run.check(
        answers.every(({ status }) => status === 202),
        `answers: ${[...new Set(answers.map(({ status }) => status))]}`,
      );
      await settleNotified(run, household);
      run.check(proxy.total() - before < 200, `10,000 notifications caused ${proxy.total() - before} requests to Graph`);
    },
  },
  {
    name: "limit-of-subscriptions-reached",
    async run(run) {
      const household = await run.open({
        notifications: { safetyInterval },
        prepare: ({ control }) => control("faults/add", { path: "/subscriptions", method: "POST", status: 403 }),
      });
      await household.changes.make(...newKinds);
      await run.settle(household);
      const { warnings } = await household.hub.account();
      run.check(JSON.stringify(warnings).includes("so they are polled"), "the account does not say that it is polled");
      await household.emulator.control("faults/clear");
      // An attempt is repeated after a minute, two, four.
      const again = await secondsUntil(300 * run.factor, async () => (await subscriptionsOf(household)).length >= 5);
      run.check(again !== undefined, "no subscription was made when it was possible again");
      await allSubscribed(household);
      await household.changes.make(...newKinds);
      await settleNotified(run, household);
    },
  },
  {
    name: "permission-withdrawn",
    async run(run) {
      const household = await openNotified(run);
      const { control } = household.emulator;
      const subscriptions = await subscriptionsOf(household);
      const ofChats = subscriptions.find(({ resource }) => resource.includes("getAllMessages"))!;
      // The subscription lives on, and its renewal is refused.
      await control("faults/add", { path: `/subscriptions/${ofChats.id}`, status: 403 });
      await control("subscriptions/requireReauthorization", ofChats.id);
      const said = await secondsUntil(30 * run.factor, async () =>
        JSON.stringify((await household.hub.account()).warnings).includes("so they are polled"),
      );
      run.check(said !== undefined, "the account does not say that chats are polled");
      await household.changes.make(...newKinds);
      await run.settle(household);
      await control("faults/clear");
      await household.changes.make(...newKinds);
      await settleNotified(run, household);
    },
  },
  {
    name: "subscriptions-end-unreported",
    async run(run) {
      const household = await openNotified(run);
      await household.hub.kill();
      await household.emulator.control("subscriptions/expire");
      await household.changes.make(...newKinds);
      await household.startHub();
      await allSubscribed(household);
      await household.changes.make(...newKinds);
      await settleNotified(run, household);
    },
  },
  clockOffBy("hub-2-hours-ahead", 7_200),
  clockOffBy("hub-2-hours-behind", -7_200),
  { name: "hub-killed-3-times", quick: true, ...amidKills(3) },
  { name: "hub-killed-50-times", ...amidKills(50) },
];

export const notificationFaults: ScenarioGroup = { name: "notifications", scenarios };
