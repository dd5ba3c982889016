import { pauseFor } from "../harness/pause-for.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";
import { type CreatingCall, countEffects, createCall, creatingCalls } from "./service-calls.ts";

const between = (low: number, high: number) => low + Math.random() * (high - low);

interface MadeCall extends CreatingCall {
  readonly succeeded: () => boolean;
}

/** `kill -9` of the hub at random moments, amid changes and calls over HTTP and MQTT. */
const amidChanges = (kills: number): Pick<FaultScenario, "run"> => ({
  async run(run: ScenarioRun) {
    const household = await run.open({ broker: {} });
    const { hub, listener, changes } = household;
    await changes.stock(Math.max(6, kills));
    await household.announced(60);
    const calls: MadeCall[] = [];
    const services = Object.keys(creatingCalls).filter((service) => service !== "todo/create-list");
    let isRunning = true;
    const repeat = async (low: number, high: number, action: () => Promise<unknown>) => {
      while (isRunning) {
        await action();
        await pauseFor(between(low, high));
      }
    };
    const call = async () => {
      const made = await createCall(household, services[Math.floor(Math.random() * services.length)]!);
      if (Math.random() < 0.3) {
        const topic = `answers/${made.text}`;
        calls.push({ ...made, succeeded: () => JSON.parse(listener.messages.get(topic) ?? "{}").ok === true });
        listener.client.publish(`casement/home/call/${made.service}`, JSON.stringify({ ...made.input, $replyTo: topic }), { qos: 1 });
        return;
      }
      let status = 0;
      calls.push({ ...made, succeeded: () => status === 200 });
      void hub.call(made.service, made.input, 15).then((response) => {
        status = response.status;
      });
    };
    const refresh = async () => listener.client.publish("casement/home/call/account/refresh", "{}", { qos: 0 });
    const loops = [repeat(100, 400, () => changes.makeAny()), repeat(150, 800, call), repeat(200, 600, refresh)];
    for (let i = 0; i < kills; i++) {
      await hub.kill();
      await household.startHub({ wait: false });
      await pauseFor(between(50, 5_500));
      run.check(hub.isAlive(), `the hub ended by itself: ${JSON.stringify(hub.process()?.end())}`);
    }
    isRunning = false;
    await Promise.all(loops);
    await hub.kill();
    await household.startHub();
    await run.settle(household, { seconds: 90 });
    const counts = await countEffects(household, calls);
    const texts = (isWrong: (call: MadeCall, count: number) => boolean) =>
      calls.filter((each, i) => isWrong(each, counts[i]!)).map(({ service, text }) => `${service} ${text}`);
    run.count({
      expected: calls.length,
      lost: texts((each, count) => count === 0 && each.succeeded()),
      doubled: texts((_, count) => count > 1),
    });
    run.remark(`${kills} kills, ${calls.length} calls, ${counts.filter((count) => count === 1).length} of them done`);
  },
});

const scenarios: readonly FaultScenario[] = [
  { name: "amid-changes-and-calls", quick: true, ...amidChanges(3) },
  { name: "40-times", ...amidChanges(40) },
  {
    name: "when-events-begin-and-end",
    async run(run) {
      const household = await run.open({ broker: {} });
      for (let i = 0; i < 12; i++) await household.changes.plan(40 + i * 4, 15);
      await pauseFor(20_000);
      for (const begun = Date.now(); Date.now() - begun < 85_000; await pauseFor(between(3_000, 8_000))) {
        await household.hub.kill();
        await household.startHub({ wait: false });
      }
      await household.hub.kill();
      await household.startHub();
      await run.settle(household);
    },
  },
  {
    name: "half-way-through-10000-messages",
    async run(run) {
      const household = await run.open({
        prepare: ({ control }) => control("mail/addMany", "robin@harbour-lane.example", "inbox", 10_000),
        unstarted: true,
      });
      await household.startHub();
      await household.signIn();
      await household.hub.kill();
      for (let i = 0; i < 5; i++) {
        await household.startHub();
        await pauseFor(between(100, 900));
        await household.hub.kill();
      }
      await household.startHub();
      await household.fresh(120);
      await household.changes.make("mail", "task");
      await run.settle(household, { seconds: 120 });
      const received = (await household.journal()).filter(({ type }) => type === "email/message-received").length;
      run.check(received === 1, `${received} messages were announced, 1 was new`);
    },
  },
];

export const killedHub: ScenarioGroup = { name: "kill", needs: ["mosquitto"], scenarios };
