import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { startDemoHousehold } from "../harness/demo-household.ts";
import { addProgramToken } from "../harness/grant-tokens.ts";
import { startMosquitto } from "../harness/mosquitto-broker.ts";
import { runToEnd } from "../harness/programs.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { checkEditor } from "./check-editor.ts";
import { checkExamples } from "./check-examples.ts";
import { checkNodes, nodesFlow } from "./check-nodes.ts";
import { installNodeRed, nodeProgramOf } from "./install-node-red.ts";
import { startNodeRed } from "./node-red.ts";

// Runs the flow of docs/ in a real Node-RED on a real Mosquitto with the demo household, then the nodes of node-red-contrib-casement and its examples, also in the
// editor in Chromium (`CHROMIUM_PATH`, default /usr/bin/chromium).
// `NODE_RED_FOLDER`: a folder with Node-RED, or to install it into and keep. Default: a temporary one.

const flowFile = resolve(import.meta.dirname, "../../../docs/node-red-flow.json");
const user = householdUsers.main;
const home = {
  name: "home",
  type: "work",
  user,
  // Shows only events that this run creates, so that none is running at first, whatever the time of day.
  plugins: ["calendar: { search: Acceptance }", "email: {}", "todo: {}"],
} as const;

/** Publishes a response that belongs to no call. When the flow shows it, Node-RED has subscribed to its topics. */
const probeFlow = [
  { id: "probe", type: "tab", label: "Acceptance" },
  { id: "press", type: "inject", z: "probe", props: [{ p: "payload" }], payload: '{"ok":true,"result":"probe"}', payloadType: "json" },
  { id: "publish", type: "mqtt out", z: "probe", topic: "answers/node-red", qos: "1", retain: "false" },
];

await runAcceptance("node-red", 900, async (run) => {
  const { folder, phase, ok } = run;
  await using broker = await startMosquitto(join(folder, "mosquitto"));
  const installed = process.env.NODE_RED_FOLDER ?? join(folder, "installed");
  await phase("npm installs Node-RED", 270, () => installNodeRed(installed));
  await using red = await phase("Starting Node-RED", 120, () => startNodeRed(installed, join(folder, "node-red")));
  await using household = await phase("Starting the household", 90, () =>
    startDemoHousehold(join(folder, "hub"), { accounts: [home], config: [broker.config()] }),
  );
  const { api, emulator } = household;

  const flow: Record<string, any>[] = JSON.parse(await readFile(flowFile, "utf8"));
  const nodeIdOf = (name: string): string => flow.find((node) => node.name === name)!.id;
  await phase("Deploying the flow", 30, async () => {
    const localFlow = flow.map((node) =>
      node.type === "mqtt-broker" ? { ...node, broker: "127.0.0.1", port: String(broker.port) } : node,
    );
    const [tab, press, publish] = probeFlow;
    await red.deploy([...localFlow, tab!, { ...press, wires: [["publish"]] }, { ...publish, broker: nodeIdOf("Broker"), wires: [] }]);
    await waitFor("Node-RED to be connected", 20, async () => {
      await red.press("press");
      return red.debugMessages(nodeIdOf("Succeeded")).includes("probe");
    });
  });
  ok("the flow of docs/ is deployed and connected");

  const list = emulator.control.todo.lists(user).find(({ displayName }) => displayName === "Tasks")!.id;
  const createdTasks = () =>
    emulator.control.todo
      .tasks(user, list)
      .map(({ title }) => String(title))
      .filter((title) => title.startsWith("Answer: "));
  await phase("New mail", 60, async () => {
    const mail = { from: "Mateo <mateo@harbour-lane.example>", to: user };
    emulator.control.mail.deliver({ ...mail, subject: "Newsletter" });
    emulator.control.mail.deliver({ ...mail, subject: "Boiler", importance: "high" });
    await api("POST", "sensors/home/email/inbox/refresh");
    await waitFor("the task to be created", 20, async () => createdTasks().length > 0);
    await waitFor("the response to be shown", 20, async () =>
      red.debugMessages(nodeIdOf("Succeeded")).some((text) => text.includes("Answer: Boiler")),
    );
    assert.deepEqual(createdTasks(), ["Answer: Boiler"]);
  });
  ok("an important mail created a task, another mail did not, and the response was shown");

  const startCount = () => red.debugMessages(nodeIdOf("Started")).length;
  const endCount = () => red.debugMessages(nodeIdOf("Ended")).length;
  const checkCalendarEvent = async (count: number): Promise<void> => {
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const { result } = await api("POST", "accounts/home/services/calendar/create-event", {
      sensor: "calendar",
      subject: `Acceptance ${count}`,
      start: at(-5),
      end: at(60),
    });
    await waitFor("the event's start to be shown", 20, async () => startCount() === count);
    await api("POST", "accounts/home/services/calendar/remove-event", { id: result.id });
    await waitFor("the event's end to be shown", 20, async () => endCount() === count);
  };
  await phase("Calendar event", 60, () => checkCalendarEvent(1));
  ok("the flow showed the start and the end of a calendar event, each once");

  await phase("Restart of a killed hub", 60, async () => {
    await household.crash();
    await household.restart();
    await checkCalendarEvent(2);
  });
  assert.deepEqual(createdTasks(), ["Answer: Boiler"]);
  assert.deepEqual([startCount(), endCount()], [2, 2]);
  ok("after the restart the flow works, and nothing was done twice");

  assert.deepEqual(
    red
      .log()
      .split("\n")
      .filter((line) => /\[error\]/.test(line)),
    [],
    "errors in Node-RED's log",
  );
  ok("Node-RED's log has no errors");

  const token = await addProgramToken(household, "Node-RED");
  await phase("Deploying the nodes", 30, () => red.deploy(nodesFlow(household.address, token)));
  await checkNodes(red, household, token, run);
  await phase("Node-RED's test helper", 60, async () => {
    const nodes = join(repositoryFolder, "packages/node-red-contrib-casement/nodes/casement.js");
    const args = ["--conditions=casement-source", join(import.meta.dirname, "with-test-helper.mjs"), installed, nodes];
    const env = { HUB_ADDRESS: household.address, HUB_TOKEN: token };
    const { code, output } = await runToEnd(nodeProgramOf(installed), args, { cwd: installed, seconds: 50, env });
    assert.equal(code, 0, output);
  });
  ok("in Node-RED's test helper, each node shows and reports what is missing or wrong");
  await checkEditor(red, household, token, run);
  await checkExamples(red, household, token, run);
});
