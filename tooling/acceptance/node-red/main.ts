import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { householdUsers } from "@casement/graph-emulator";
import { startDemoHousehold } from "../harness/demo-household.ts";
import { startMosquitto } from "../harness/mosquitto-broker.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import { installNodeRed } from "./install-node-red.ts";
import { startNodeRed } from "./node-red.ts";

// A real Node-RED on a real Mosquitto runs the flow of docs/ with the demo household.
// `NODE_RED_FOLDER` names a folder where Node-RED is installed, or to install it in and keep it; otherwise one is made and removed.

const flowFile = resolve(import.meta.dirname, "../../../docs/node-red-flow.json");
const user = householdUsers.main;
const home = {
  name: "home",
  type: "work",
  user,
  // The calendar shows nothing but our own events: whatever the time of day, none runs at first.
  plugins: ["calendar: { search: Acceptance }", "email: {}", "todo: {}"],
} as const;

/** Sends an answer of nobody's: when it is shown, Node-RED's subscriptions are in force. */
const probe = [
  { id: "probe", type: "tab", label: "Acceptance" },
  { id: "press", type: "inject", z: "probe", props: [{ p: "payload" }], payload: '{"ok":true,"result":"probe"}', payloadType: "json" },
  { id: "publish", type: "mqtt out", z: "probe", topic: "answers/node-red", qos: "1", retain: "false" },
];

await runAcceptance("node-red", 480, async ({ folder, phase, ok }) => {
  await using broker = await startMosquitto(join(folder, "mosquitto"));
  const installed = process.env.NODE_RED_FOLDER ?? join(folder, "installed");
  await phase("npm installs Node-RED", 270, () => installNodeRed(installed));
  await using red = await phase("Starting Node-RED", 120, () => startNodeRed(installed, join(folder, "node-red")));
  await using household = await phase("Starting the household", 90, () => startDemoHousehold(join(folder, "hub"), broker, [home]));
  const { api, emulator } = household;

  const flow: Record<string, any>[] = JSON.parse(await readFile(flowFile, "utf8"));
  const node = (name: string): string => flow.find((one) => one.name === name)!.id;
  await phase("Deploying the flow", 30, async () => {
    const ours = flow.map((one) => (one.type === "mqtt-broker" ? { ...one, broker: "127.0.0.1", port: String(broker.port) } : one));
    const [tab, press, publish] = probe;
    await red.deploy([...ours, tab!, { ...press, wires: [["publish"]] }, { ...publish, broker: node("Broker"), wires: [] }]);
    await waitFor("Node-RED to be connected", 20, async () => {
      await red.press("press");
      return red.debugMessages(node("done")).includes("probe");
    });
  });
  ok("the flow of docs/ is deployed and connected");

  const list = emulator.control.todo.lists(user).find(({ displayName }) => displayName === "Tasks")!.id;
  const made = () =>
    emulator.control.todo
      .tasks(user, list)
      .map(({ title }) => String(title))
      .filter((title) => title.startsWith("Answer: "));
  await phase("Mail comes", 60, async () => {
    const mail = { from: "Mateo <mateo@harbour-lane.example>", to: user };
    emulator.control.mail.deliver({ ...mail, subject: "Newsletter" });
    emulator.control.mail.deliver({ ...mail, subject: "Boiler", importance: "high" });
    await api("POST", "sensors/home/email/inbox/refresh");
    await waitFor("the task", 20, async () => made().length > 0);
    await waitFor("the answer to be shown", 20, async () =>
      red.debugMessages(node("done")).some((text) => text.includes("Answer: Boiler")),
    );
    assert.deepEqual(made(), ["Answer: Boiler"]);
  });
  ok("an important mail made a task, another mail did not, and the answer was shown");

  const began = () => red.debugMessages(node("began")).length;
  const ended = () => red.debugMessages(node("ended")).length;
  const followsCalendar = async (times: number): Promise<void> => {
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const { result } = await api("POST", "accounts/home/services/calendar/create-event", {
      sensor: "calendar",
      subject: `Acceptance ${times}`,
      start: at(-5),
      end: at(60),
    });
    await waitFor("the event's begin to be shown", 20, async () => began() === times);
    await api("POST", "accounts/home/services/calendar/remove-event", { sensor: "calendar", id: result.id });
    await waitFor("the event's end to be shown", 20, async () => ended() === times);
  };
  await phase("An event runs", 60, () => followsCalendar(1));
  ok("the flow followed the calendar: the event began and ended, each once");

  await phase("The hub is killed and comes back", 60, async () => {
    await household.crash();
    await household.restart();
    await followsCalendar(2);
  });
  assert.deepEqual(made(), ["Answer: Boiler"]);
  assert.deepEqual([began(), ended()], [2, 2]);
  ok("after the hub's return the flow works on, and did nothing twice");

  assert.deepEqual(
    red
      .log()
      .split("\n")
      .filter((line) => /\[error\]/.test(line)),
    [],
    "Node-RED complains",
  );
  ok("Node-RED's log has no errors");
});
