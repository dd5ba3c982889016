import assert from "node:assert/strict";
import type { DemoHousehold } from "../harness/demo-household.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { NodeRed } from "./node-red.ts";

type FlowNode = Record<string, any>;

const debug = (id: string): FlowNode => ({
  id,
  type: "debug",
  z: "nodes",
  active: true,
  tosidebar: true,
  complete: "shown",
  targetType: "msg",
});
/** Shows an expression of the message as text. */
const show = (id: string, expression: string): FlowNode[] => [
  {
    id: `${id}-text`,
    type: "change",
    z: "nodes",
    rules: [{ t: "set", p: "shown", pt: "msg", to: expression, tot: "jsonata" }],
    wires: [[id]],
  },
  debug(id),
];
const press = (id: string, payload: object, to: string): FlowNode => ({
  id,
  type: "inject",
  z: "nodes",
  props: [{ p: "payload" }],
  payload: JSON.stringify(payload),
  payloadType: "json",
  repeat: "",
  crontab: "",
  once: false,
  onceDelay: 0.1,
  wires: [[to]],
});
const casement = (kind: string, id: string, settings: object, to: string): FlowNode => ({
  id,
  type: `casement-${kind}`,
  z: "nodes",
  hub: "hub",
  ...settings,
  wires: [[to]],
});

/** A node without a place in the editor would be a configuration node. */
export const nodesFlow = (address: string, token: string): FlowNode[] =>
  nodesOf(address, token).map((node, index) => (node.z ? { ...node, x: 200 + 250 * (index % 3), y: 40 + 40 * index } : node));

const nodesOf = (address: string, token: string): FlowNode[] => [
  { id: "nodes", type: "tab", label: "Nodes" },
  { id: "hub", type: "casement-hub", name: "Hub", address, credentials: { token } },
  casement("sensor", "groceries", { sensor: "home/todo/groceries", initial: true }, "sensors-text"),
  ...show("sensors", "topic & ' ' & payload & ' ' & $type(attributes)"),
  casement("event", "created", { event: "todo/task-created", account: "home" }, "events-text"),
  ...show("events", "topic & ' ' & payload.title"),
  press("press-add", { title: "From the message" }, "add"),
  press("press-empty", {}, "add"),
  press("press-bad", { title: 7 }, "add"),
  casement(
    "call",
    "add",
    {
      account: "home",
      service: "todo/create-task",
      fields: [
        { name: "sensor", type: "choice", value: '"groceries"' },
        { name: "title", type: "str", value: "From the form" },
      ],
    },
    "results-text",
  ),
  ...show("results", "$type(payload.id)"),
  { id: "failures", type: "catch", z: "nodes", scope: null, wires: [["errors-text"]] },
  ...show("errors", "error.code & ' ' & error.source.id & ' ' & error.message"),
  press("press-read", {}, "read"),
  casement("state", "read", { sensor: "home/todo/groceries", refresh: true }, "states-text"),
  ...show("states", "topic & ' ' & payload"),
];

/** The nodes of the package in a real Node-RED: one stream, sensors, events, calls, errors, and a hub that is killed. */
export async function checkNodes(red: NodeRed, household: DemoHousehold, token: string, { phase, ok }: AcceptanceRun): Promise<void> {
  const { api } = household;
  const shows = (node: string, text: string | RegExp) =>
    waitFor(`"${text}" in ${node}, which shows ${JSON.stringify(red.debugMessages(node))}; log: ${red.log().slice(-1_500)}`, 20, async () =>
      red.debugMessages(node).some((line) => (typeof text === "string" ? line === text : text.test(line))),
    );
  const openStreams = async (): Promise<string | undefined> => {
    const response = await fetch(`${household.address}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    return /\ncasement_streams (\d+)/.exec(await response.text())?.[1];
  };
  const open = Number((await api("GET", "sensors/home/todo/groceries")).state);

  await phase("Nodes: sensor and event", 60, async () => {
    await shows("sensors", `home/todo/groceries ${open} object`);
    assert.equal(red.statusOf("groceries"), `green: Groceries: ${open}`);
    assert.equal(red.statusOf("created"), "green: connected");
    assert.equal(await openStreams(), "1", "the nodes share one stream");
  });
  ok("the sensor node sends the state at the start and shows it; both nodes share one stream");

  await phase("Nodes: call", 60, async () => {
    await red.press("press-add");
    await shows("results", "string");
    await shows("events", "todo/task-created From the message");
    await shows("sensors", `home/todo/groceries ${open + 1} object`);
    await red.press("press-bad");
    await shows("errors", /^input-invalid add .*title/);
    await red.press("press-read");
    await shows("states", `home/todo/groceries ${open + 1}`);
  });
  ok("the call node merges the message over its form; a wrong input goes to the catch node with its code; the state node reads");

  await phase("Nodes: a killed hub", 90, async () => {
    await household.crash();
    await waitFor("the nodes to show that the hub is gone", 20, async () => red.statusOf("created") === "red: disconnected");
    await red.press("press-add");
    await shows("errors", /^hub-unreachable add HubError: No hub answers at /);
    await household.restart();
    await api("POST", "accounts/home/services/todo/create-task", { sensor: "groceries", title: "After the restart" });
    await shows("events", "todo/task-created After the restart");
    await waitFor("the sensor to be current again", 20, async () => red.statusOf("groceries") === `green: Groceries: ${open + 2}`);
    assert.equal(red.debugMessages("events").length, 2, "each event came once");
    assert.equal(red.debugMessages("sensors").length, 3, "unchanged sensors send nothing after a reconnection");
  });
  ok("the nodes show a killed hub, go on after its restart, and send nothing twice");
}
