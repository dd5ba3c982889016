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

  it("listens to topics that exist", () => {
    const home = topics.account("home");
    expect(nodes.filter(({ type }) => type === "mqtt in").map(({ topic }) => topic)).toEqual([
      home.sensor("calendar/calendar").state,
      home.event("email", "message-received"),
      "answers/node-red",
    ]);
  });

  it("calls the service only for important mail", () => {
    const [mail] = nodes.filter(({ topic }) => topic === topics.account("home").event("email", "message-received"));
    const [next] = nodes.filter(({ id }) => id === mail?.wires[0][0]);
    expect(next).toMatchObject({ type: "switch", property: "payload.payload.importance", rules: [{ t: "eq", v: "high", vt: "str" }] });
    expect(nodes.find(({ id }) => id === next?.wires[0][0])?.type).toBe("function");
  });

  it("makes one call for each event", () => {
    const { func } = nodes.find(({ type }) => type === "function")!;
    const stored = new Map<string, unknown>();
    const context = { get: (key: string) => stored.get(key), set: (key: string, value: unknown) => void stored.set(key, value) };
    const run = (id = "17") =>
      runInNewContext(`(function (msg) { ${func} })`, { context, Buffer })({ payload: { id, payload: { subject: "Boiler" } } });
    const call = run();
    expect(topics.parse(call.topic)).toEqual({ kind: "call", account: "home", service: "todo/create-task" });
    expect(call.payload).toEqual({ sensor: "tasks", title: "Answer: Boiler" });
    expect(topics.isSubscribed(call.responseTopic)).toBe(false);
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
