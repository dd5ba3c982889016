import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHost } from "@casement/testing";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mosquitto } from "./broker.fixture.ts";
import { house, housePlugin } from "./house.fixture.ts";
import { closed, turn } from "./mqtt.fixture.ts";
import type { MqttOptions } from "./mqtt-options.ts";
import { serveMqtt } from "./serve-mqtt.ts";

let folder: string;
const file = (name: string) => join(folder, name);
const pem = (name: string) => readFileSync(file(name), "utf8");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "casement-tls-"));
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test authority", "-days", "2");
  for (const name of ["server", "client"]) {
    openssl("req", ...key, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    writeFileSync(file("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost");
    openssl(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-out",
      `${name}.pem`,
      "-days",
      "2",
      "-extfile",
      "names",
    );
  }
  execFileSync("mosquitto_passwd", ["-b", "-c", file("users"), "casement", "right"]);
  execFileSync("mosquitto_passwd", ["-b", file("users"), "node-red", "right"]);
  const manual = readFileSync(join(import.meta.dirname, "../../../docs/mqtt.md"), "utf8");
  writeFileSync(file("access"), /```\n(user casement\n.*?)```/s.exec(manual)?.[1] ?? "");
  // Mosquitto reads its files as a user of its own.
  execFileSync("chmod", ["-R", "a+rX", folder]);
  execFileSync("chmod", ["a+r", file("server.key"), file("users"), file("access")]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How the surface does on a broker: connected, or why not. */
async function outcome(lines: readonly string[], scheme: string, options: Partial<MqttOptions>): Promise<string> {
  await using broker = await mosquitto(lines);
  await using t = await createTestHost({ plugins: [{ plugin: housePlugin(house()) }] });
  const said: string[] = [];
  const log = { debug() {}, info() {}, warn: (line: string) => void said.push(line), error: (line: string) => void said.push(line) };
  const mqtt = await serveMqtt(t.host, { url: `${scheme}://127.0.0.1:${broker.port}`, clock: t.clock, log, ...options });
  while (!mqtt.connected && said.length === 0) await turn();
  const { connected, problem } = mqtt;
  await closed(t, mqtt);
  expect(said.join()).not.toMatch(/right|wrong/);
  return connected ? "connected" : (problem ?? "");
}

describe("a real network address", () => {
  const users = () => ["allow_anonymous false", `password_file ${file("users")}`];
  const tls = () => ["allow_anonymous true", `cafile ${file("ca.pem")}`, `certfile ${file("server.pem")}`, `keyfile ${file("server.key")}`];

  it.each(["5", "3.1.1"] as const)("with user and password over MQTT %s", async (protocol) => {
    expect(await outcome(users(), "mqtt", { username: "casement", password: "right", protocol })).toBe("connected");
    expect(await outcome(users(), "mqtt", { username: "casement", password: "wrong", protocol })).toMatch(
      /Correct mqtt.username and mqtt.password/,
    );
  });

  it("with the access list of docs/mqtt.md, which lets calls and answers through", async () => {
    await using broker = await mosquitto([...users(), `acl_file ${file("access")}`]);
    await using t = await createTestHost({ plugins: [{ plugin: housePlugin(house()) }] });
    const said: string[] = [];
    const log = { debug() {}, info() {}, warn: (line: string) => void said.push(line), error: (line: string) => void said.push(line) };
    const url = `mqtt://127.0.0.1:${broker.port}`;
    const mqtt = await serveMqtt(t.host, { url, username: "casement", password: "right", clock: t.clock, log });
    const client = await connectAsync(url, { username: "node-red", password: "right", protocolVersion: 5 });
    const heard = new Map<string, string>();
    client.on("message", (topic, payload) => void heard.set(topic, payload.toString()));
    await client.subscribeAsync(["casement/#", "answers/#"], { qos: 1 });
    while (heard.get("casement/home/sensor/house/attic/state") !== "off" || mqtt.waiting > 0) {
      await turn();
      await t.clock.advance(50);
    }
    const properties = { responseTopic: "answers/node-red" };
    await client.publishAsync("casement/home/call/house/open", '{"id":"1"}', { qos: 1, properties });
    await client.publishAsync("casement/home/notify/house/tell", '{"text":"Dinner","$replyTo":"answers/told"}', { qos: 1 });
    while ((!heard.has("answers/node-red") || !heard.has("answers/told")) && said.length === 0) await turn();
    await expect(client.publishAsync("casement/home/sensor/house/attic/set", "ON", { qos: 1 })).rejects.toThrow(/authorized/);
    await client.endAsync();
    await closed(t, mqtt);
    expect(said).toEqual([]);
  });

  it("stays connected to a broker that takes short messages only, and says what it refuses", async () => {
    await using broker = await mosquitto(["allow_anonymous true", "max_packet_size 1000"]);
    await using t = await createTestHost({ plugins: [{ plugin: housePlugin(house()) }] });
    const said: string[] = [];
    const log = { debug() {}, info() {}, warn: (line: string) => void said.push(line), error() {} };
    const mqtt = await serveMqtt(t.host, { url: `mqtt://127.0.0.1:${broker.port}`, clock: t.clock, log });
    while (!mqtt.connected || mqtt.waiting > 0) {
      await turn();
      await t.clock.advance(50);
    }
    const config = "homeassistant/switch/casement/home_house_attic/config";
    expect(said).toContain(`MQTT: the broker refuses messages to ${config}. Correct its access list or its limits.`);
    expect(said.join()).not.toMatch(/no connection|attic\/state/);
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    const heard: string[] = [];
    client.on("message", (topic) => void heard.push(topic));
    await client.subscribeAsync("casement/#", { qos: 1 });
    while (!heard.includes("casement/home/sensor/house/attic/state")) await turn();
    await client.endAsync();
    await closed(t, mqtt);
  });

  it.each(["5", "3.1.1"] as const)("over WebSocket with MQTT %s, also through TLS", async (protocol) => {
    const webSockets = "protocol websockets";
    expect(await outcome([webSockets, ...users()], "ws", { username: "casement", password: "right", protocol })).toBe("connected");
    expect(await outcome([webSockets, ...users()], "ws", { username: "casement", password: "wrong", protocol })).toMatch(
      /Correct mqtt.username and mqtt.password/,
    );
    expect(await outcome([webSockets, ...tls()], "wss", { ca: pem("ca.pem"), protocol })).toBe("connected");
    expect(await outcome([webSockets, ...tls()], "wss", { protocol })).toMatch(/under mqtt.ca/);
  });

  it("publishes and takes calls over WebSocket", async () => {
    await using broker = await mosquitto(["protocol websockets", "allow_anonymous true"]);
    const world = house();
    await using t = await createTestHost({ plugins: [{ plugin: housePlugin(world) }] });
    const mqtt = await serveMqtt(t.host, { url: `ws://127.0.0.1:${broker.port}/mqtt`, clock: t.clock });
    const client = await connectAsync(`ws://127.0.0.1:${broker.port}`);
    const heard = new Map<string, string>();
    client.on("message", (topic, payload) => void heard.set(topic, payload.toString()));
    await client.subscribeAsync(["casement/#", "answer"], { qos: 1 });
    while (heard.get("casement/home/sensor/house/attic/state") !== "off") {
      await turn();
      await t.clock.advance(50);
    }
    await client.publishAsync("casement/home/call/house/open", '{"id":"1","$replyTo":"answer"}', { qos: 1 });
    while (!heard.has("answer")) await turn();
    expect(JSON.parse(heard.get("answer")!)).toEqual({ ok: true, result: { count: 1 } });
    await client.endAsync();
    await closed(t, mqtt);
  });

  it("with TLS, and a cure for an authority that is not known", async () => {
    expect(await outcome(tls(), "mqtts", { ca: pem("ca.pem") })).toBe("connected");
    expect(await outcome(tls(), "mqtts", {})).toMatch(/under mqtt.ca/);
    expect(await outcome(tls(), "mqtts", { verify: false })).toBe("connected");
  });

  it("with a client certificate", async () => {
    const required = [...tls(), "require_certificate true"];
    expect(await outcome(required, "mqtts", { ca: pem("ca.pem"), cert: pem("client.pem"), key: pem("client.key") })).toBe("connected");
    expect(await outcome(required, "mqtts", { ca: pem("ca.pem") })).not.toBe("connected");
  });
});
