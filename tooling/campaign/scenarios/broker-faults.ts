import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { connectAsync, type MqttClient } from "mqtt";
import { listenToBroker } from "../harness/mqtt-listener.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";
import { countEffects, createCall } from "./service-calls.ts";

const connectTo = (run: ScenarioRun, port: number): Promise<MqttClient> =>
  connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5 }).then((client) => {
    client.on("error", () => {});
    run.cleanUp(() => void client.end(true));
    return client;
  });

/** What a new subscriber gets agrees with HTTP. */
async function expectRetainedStates(run: ScenarioRun, { hub, broker }: RunningHousehold): Promise<void> {
  const client = await connectTo(run, broker.port);
  const retained = new Map<string, string>();
  client.on("message", (topic, payload) => retained.set(topic, payload.toString()));
  await client.subscribeAsync("casement/#");
  const wrong = async () => {
    const sensors = (await hub.sensors()).filter(({ state, gone }) => state !== undefined && !gone);
    return sensors
      .filter(({ id, state }) => retained.get(`casement/${id.replace("/", "/sensor/")}/state`) !== textOf(state))
      .map(({ id }) => id);
  };
  const agrees = await secondsUntil(
    60 * run.factor,
    async () => retained.get("casement/status") === "online" && (await wrong()).length === 0,
  );
  if (agrees === undefined) run.check(false, `retained state differs from HTTP: ${(await wrong()).slice(0, 3)}`);
}

const textOf = (state: unknown): string =>
  state === null ? "None" : typeof state === "boolean" ? (state ? "on" : "off") : String(state).slice(0, 255);

/** Slowest response of the health check, and how often there was none, while `work` lasts. */
async function watchHealth({ hub }: RunningHousehold, seconds: number): Promise<{ slowest: number; silent: number }> {
  let slowest = 0;
  let silent = 0;
  for (const begun = Date.now(); Date.now() - begun < seconds * 1_000; await pauseFor(100)) {
    const { status, ms } = await hub.api("GET", "/api/health", undefined, 30);
    slowest = Math.max(slowest, ms);
    if (status !== 200) silent++;
  }
  return { slowest, silent };
}

const restarts = (persistence: boolean, times: number): FaultScenario => ({
  name: `restarts-${persistence ? "with" : "without"}-persistence`,
  async run(run) {
    const household = await run.open({ broker: { persistence } });
    const { broker, changes } = household;
    for (let i = 0; i < times; i++) {
      await changes.make(...newKinds);
      await pauseFor(1_000 + Math.random() * 1_500);
      await broker.process().stop(i % 2 ? "SIGKILL" : "SIGTERM");
      await changes.make("task");
      await pauseFor(Math.random() * 3_000);
      await broker.start();
    }
    await run.settle(household);
    await expectRetainedStates(run, household);
  },
});

const scenarios: readonly FaultScenario[] = [
  restarts(false, 8),
  restarts(true, 8),
  {
    name: "absent-at-the-start",
    async run(run) {
      const household = await run.open({ broker: { absent: true } });
      const { broker, changes, ledger } = household;
      await changes.make(...newKinds);
      await household.announced(60);
      await pauseFor(10_000);
      await broker.start();
      const listener = await listenToBroker(broker.port);
      run.cleanUp(listener.close);
      await expectRetainedStates(run, household);
      await changes.make(...newKinds);
      await household.announced(60);
      const late = () => ledger.compare(listener.events).lost.length;
      // The first connection begins with what happens then.
      const arrived = await secondsUntil(60 * run.factor, () => late() <= newKinds.length);
      run.check(arrived !== undefined, `${late()} events are missing`);
    },
  },
  {
    name: "suspended-for-45-s",
    async run(run) {
      const household = await run.open({ broker: {} });
      household.broker.process().child.kill("SIGSTOP");
      for (let i = 0; i < 9; i++) {
        await household.changes.make(...newKinds);
        await pauseFor(5_000);
      }
      household.broker.process().child.kill("SIGCONT");
      await run.settle(household, { seconds: 90 });
    },
  },
  {
    name: "10000-retained-messages-of-others",
    async run(run) {
      const household = await run.open({ broker: {}, unstarted: true });
      const client = await connectTo(run, household.broker.port);
      const topicOf = (i: number) => [`casement/other${i}/sensor/x/y/state`, `homeassistant/sensor/other${i}/config`, `misc/${i}`][i % 3]!;
      await Promise.all(
        Array.from({ length: 10_000 }, (_, i) =>
          client.publishAsync(topicOf(i), JSON.stringify({ name: "x".repeat(100) }), { retain: true, qos: 1 }),
        ),
      );
      const call = await createCall(household, "todo/create-task");
      await client.publishAsync(`casement/home/call/${call.service}`, JSON.stringify(call.input), { retain: true, qos: 1 });
      await household.startHub();
      await household.signIn();
      await household.fresh(60);
      await household.changes.make(...newKinds);
      await run.settle(household);
      const [count] = await countEffects(household, [call]);
      run.check(count === 0, "a retained call was done");
      let foreign = 0;
      client.on("message", (topic) => {
        if (/other|misc/.test(topic)) foreign++;
      });
      await client.subscribeAsync("#");
      const all = await secondsUntil(20 * run.factor, () => foreign >= 10_000);
      run.check(all !== undefined, `${10_000 - foreign} messages of others are gone`);
    },
  },
  {
    name: "max-packet-3000",
    async run(run) {
      const household = await run.open({ broker: { lines: "max_packet_size 3000" } });
      await household.emulator.control("mail/deliver", {
        from: "Ada <ada@sender.example>",
        to: "robin@harbour-lane.example",
        subject: "big",
        text: "y".repeat(20_000),
      });
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
  {
    name: "access-list-refuses-all",
    async run(run) {
      const folder = run.folder;
      writeFileSync(`${folder}/acl`, "user other\ntopic readwrite #\n");
      writeFileSync(`${folder}/passwords`, "");
      execFileSync("mosquitto_passwd", ["-b", `${folder}/passwords`, "other", "right"]);
      for (const file of ["acl", "passwords"]) chmodSync(`${folder}/${file}`, 0o644);
      const household = await run.open({
        broker: { lines: `allow_anonymous true\npassword_file ${folder}/passwords\nacl_file ${folder}/acl`, absent: true },
      });
      await household.broker.start();
      await household.changes.make(...newKinds);
      run.check((await household.announced(60)) !== undefined, "the journal is not complete");
      const logged = household.hub.log().length;
      await pauseFor(20_000);
      const lines = household.hub.log().slice(logged).split("\n").length;
      run.check(lines < 30, `${lines} lines of log in 20 s`);
      run.check(household.hub.isAlive(), "the hub ended");
    },
  },
  {
    name: "2000-birth-messages",
    async run(run) {
      const household = await run.open({ broker: {} });
      const client = await connectTo(run, household.broker.port);
      for (let i = 0; i < 2_000; i++) client.publish("homeassistant/status", i % 2 ? "offline" : "online", { qos: 1 });
      const { slowest, silent } = await watchHealth(household, 12);
      run.check(silent === 0 && slowest < 2_000 * run.factor, `health took ${Math.round(slowest)} ms, ${silent} times no response`);
      run.remark(`slowest health check ${Math.round(slowest)} ms`);
      await household.changes.make(...newKinds);
      await run.settle(household);
      await expectRetainedStates(run, household);
    },
  },
  {
    name: "poisoned-reply-topics",
    quick: true,
    async run(run) {
      const household = await run.open({ broker: {} });
      const { listener, hub } = household;
      const topics = [
        "answers/\u0000x",
        "answers/\u0001",
        "answers/+",
        "answers/#",
        "casement/status",
        "casement/home/status",
        "$SYS/x",
        "x".repeat(70_000),
        "",
      ];
      for (const topic of topics)
        listener.client.publish("casement/home/call/account/refresh", JSON.stringify({ $replyTo: topic, $id: 1 }), { qos: 1 });
      const properties = { responseTopic: "homeassistant/sensor/casement/config" };
      listener.client.publish("casement/home/call/account/refresh", "{}", { qos: 1, properties });
      await pauseFor(5_000);
      run.check(listener.messages.get("casement/status") === "online", `casement/status is ${listener.messages.get("casement/status")}`);
      const drops = hub
        .log()
        .split("\n")
        .filter((line) => /no connection|connection lost|disconnected/i.test(line)).length;
      run.check(drops <= 1, `the connection was lost ${drops} times`);
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
];

export const brokerFaults: ScenarioGroup = { name: "broker", needs: ["mosquitto"], scenarios };
