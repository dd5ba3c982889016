// The nodes in Node-RED's own test helper, one at a time: what they show and report when something is missing or wrong. Arguments: the folder with
// Node-RED, and the nodes' file.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , installed, nodesFile] = process.argv;
const require = createRequire(join(installed, "package.json"));
const helper = require("node-red-node-test-helper");
helper.init(require.resolve("node-red"));
const { default: nodes } = await import(pathToFileURL(nodesFile).href);
const { HUB_ADDRESS: address, HUB_TOKEN: token } = process.env;
const hub = { id: "hub", type: "casement-hub", address };

/** Loads a node with a hub, does something with it, and unloads both. */
async function withNode(node, credentials, use) {
  await helper.load(nodes, [hub, { id: "node", hub: "hub", wires: [["next"]], ...node }, { id: "next", type: "helper" }], {
    hub: credentials,
  });
  try {
    return await use(helper.getNode("node"), helper.getNode("next"));
  } finally {
    await helper.unload();
  }
}
const statusIs = async (node, text) => {
  for (;;) {
    if (node.status.args.some(([status]) => status.text === text)) return;
    await once(node, "call:status");
  }
};
const failureOf = async (node, message) => {
  const reported = once(node, "call:error");
  node.receive(message);
  const [call] = await reported;
  return call.firstArg;
};

await new Promise((resolve) => {
  helper.startServer(resolve);
});
await withNode({ type: "casement-sensor", sensor: "home/todo/groceries" }, {}, (node) => statusIs(node, "hub without token"));
await withNode({ type: "casement-sensor", sensor: "home/todo/groceries", hub: "none" }, { token }, (node) => statusIs(node, "no hub"));
await withNode({ type: "casement-sensor", sensor: "" }, { token }, (node) => statusIs(node, "no sensor chosen"));
await withNode({ type: "casement-event", event: "" }, { token: "wrong" }, (node) => statusIs(node, "token refused"));
await withNode({ type: "casement-sensor", sensor: "home/todo/*", initial: true }, { token }, async (_, next) => {
  const [{ topic, sensor }] = await once(next, "input");
  assert.match(topic, /^home\/todo\//);
  assert.equal(sensor.id, topic);
});
await withNode({ type: "casement-call", account: "", service: "" }, { token }, async (node) => {
  assert.match(String(await failureOf(node, { payload: {} })), /Choose an account and a service/);
});
await withNode({ type: "casement-call", account: "", service: "" }, { token }, async (node, next) => {
  const called = once(next, "input");
  node.receive({ account: "home", service: "todo/list-tasks", payload: { sensor: "groceries" }, kept: "yes" });
  const [{ payload, kept }] = await called;
  assert.ok(typeof payload === "object" && kept === "yes");
});
await withNode({ type: "casement-state", sensor: "" }, { token }, async (node) => {
  assert.match(String(await failureOf(node, { topic: "groceries" })), /set msg.topic to the id/);
  assert.equal((await failureOf(node, { topic: "home/todo/none" })).code, "sensor-unknown");
});
await new Promise((resolve) => {
  helper.stopServer(resolve);
});
console.log("the nodes pass");
process.exit(0);
