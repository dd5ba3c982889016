import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parse, type ScalarTag } from "yaml";
import { createMqttTopics } from "./mqtt-topics.ts";

// Checks the examples in docs/ as far as possible without Home Assistant and Node-RED.

const docs = resolve(import.meta.dirname, "../../../docs");
const text = (name: string) => readFileSync(join(docs, name), "utf8");
const topics = createMqttTopics("casement");

describe("blueprints", () => {
  const names = readdirSync(join(docs, "blueprints"));
  it.each(names)("%s declares and uses every input", (name) => {
    const used = new Set<string>();
    const input: ScalarTag = {
      tag: "!input",
      resolve(value) {
        used.add(value);
        return value;
      },
    };
    const { blueprint, trigger, action, mode } = parse(text(`blueprints/${name}`), { customTags: [input] });
    expect(blueprint).toMatchObject({ domain: "automation", source_url: expect.stringContaining(`docs/blueprints/${name}`) });
    expect(blueprint.name).toMatch(/^Casement: /);
    expect([...used].sort()).toEqual(Object.keys(blueprint.input).sort());
    expect(trigger.every(({ platform }: { platform: string }) => platform === "state")).toBe(true);
    expect([action === undefined, ["single", "restart", "queued"].includes(mode)]).toEqual([false, true]);
    expect(text("home-assistant.md")).toContain(`(blueprints/${name})`);
  });
});

describe("the Node-RED flow", () => {
  const nodes: Record<string, any>[] = JSON.parse(text("node-red-flow.json"));

  it("has no broken wires and one broker", () => {
    const ids = new Set(nodes.map(({ id }) => id));
    expect(ids.size).toBe(nodes.length);
    for (const { wires, z, broker } of nodes.filter((node) => node.z !== undefined))
      for (const id of [...((wires as string[][] | undefined)?.flat() ?? []), z, broker]) if (id !== undefined) expect(ids).toContain(id);
    expect(nodes.filter(({ type }) => type === "mqtt-broker")).toHaveLength(1);
  });

  /** Runs a function node as Node-RED does, with the environment of the flow. */
  const createNode = (name: string, values: Record<string, string> = {}) => {
    const { func } = nodes.find((node) => node.type === "function" && node.name === name)!;
    const stored = new Map<string, unknown>();
    const context = { get: (key: string) => stored.get(key), set: (key: string, value: unknown) => void stored.set(key, value) };
    const [{ env }] = nodes as [Record<string, any>];
    const get = (key: string) => values[key] ?? env.find((variable: { name: string }) => variable.name === key)?.value;
    return (msg: object): any => runInNewContext(`(function (msg) { ${func} })`, { context, env: { get } })(msg);
  };

  it.each([["casement"], ["casement-demo"], ["house/m365"]])("listens below the base topic %s", (BASE_TOPIC) => {
    const home = createMqttTopics(BASE_TOPIC).account("home");
    const messages = createNode("Topics", { BASE_TOPIC })({});
    const followed = nodes
      .find(({ name }) => name === "Topics")!
      .wires.map(([id]: string[], at: number) => {
        const node = nodes.find((candidate) => candidate.id === id)!;
        expect([node.type, node.inputs, messages[at].action]).toEqual(["mqtt in", 1, "subscribe"]);
        return messages[at].topic.topic;
      });
    expect(followed).toEqual([home.sensor("calendar/calendar").state, home.event("email", "message-received")]);
  });

  it("works with brokers that support only MQTT 3.1.1", () => {
    expect(nodes.find(({ type }) => type === "mqtt-broker")?.protocolVersion).toBe("4");
  });

  it("calls the service only for important mail", () => {
    const [mail] = nodes.filter(({ name }) => name === "Message received");
    const [next] = nodes.filter(({ id }) => id === mail?.wires[0][0]);
    expect(next).toMatchObject({ type: "switch", property: "payload.payload.importance", rules: [{ t: "eq", v: "high", vt: "str" }] });
    expect(nodes.find(({ id }) => id === next?.wires[0][0])?.type).toBe("function");
  });

  it("makes one call for each event", () => {
    const createTask = createNode("Create the task");
    const run = (id = "17") => createTask({ payload: { id, payload: { subject: "Boiler" } } });
    const call = run();
    expect(topics.parse(call.topic)).toEqual({ kind: "call", account: "home", service: "todo/create-task" });
    expect(call.payload).toEqual({ sensor: "tasks", title: "Answer: Boiler", $replyTo: "answers/node-red", $id: "17" });
    expect(nodes.filter(({ type }) => type === "mqtt in").map(({ topic }) => topic)).toContain(call.payload.$replyTo);
    expect(topics.isReserved(call.payload.$replyTo)).toBe(false);
    expect(run()).toBeNull();
    expect(run("18")).not.toBeNull();
    expect(run("17")).toBeNull();
  });
});

it("docs/mqtt.md documents every topic", () => {
  const account = topics.account("<account>");
  const sensor = account.sensor("<plugin>/<sensor>");
  const notifiers = [account.notify("<plugin>/<service>"), account.notify("<plugin>/<service>", "<sensor>")];
  const all = [
    topics.status,
    topics.hub,
    topics.lostEvents,
    account.status,
    account.problem,
    account.error,
    account.plugin("<plugin>"),
    ...notifiers,
    ...Object.values(sensor),
  ];
  for (const topic of [...all, account.event("<plugin>", "<event>"), account.call("<plugin>/<service>")])
    expect(text("mqtt.md")).toMatch(new RegExp(`^\\| \`${topic}\` *\\|`, "m"));
});
