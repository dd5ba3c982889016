import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHost } from "@casement/testing";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeDevices, createFakeDevicesPlugin } from "../test/fake-devices.fixture.ts";
import { startMosquitto } from "../test/test-broker.fixture.ts";
import { closeSurface, waitForIo } from "../test/test-mqtt.fixture.ts";
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
  // Mosquitto runs as another user.
  execFileSync("chmod", ["-R", "a+rX", folder]);
  execFileSync("chmod", ["a+r", file("server.key"), file("users"), file("access")]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `connected`, or the problem that the surface reports. */
async function connect(lines: readonly string[], scheme: string, options: Partial<MqttOptions>): Promise<string> {
  await using broker = await startMosquitto(lines);
  await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
  const warnings: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (line: string) => void warnings.push(line),
    error: (line: string) => void warnings.push(line),
  };
  const mqtt = await serveMqtt(t.host, { url: `${scheme}://127.0.0.1:${broker.port}`, clock: t.clock, log, ...options });
  while (!mqtt.connected && warnings.length === 0) await waitForIo();
  const { connected, problem } = mqtt;
  await closeSurface(t, mqtt);
  expect(warnings.join()).not.toMatch(/right|wrong/);
  return connected ? "connected" : (problem ?? "");
}

describe("a broker on a network address", () => {
  const users = () => ["allow_anonymous false", `password_file ${file("users")}`];
  const tls = () => ["allow_anonymous true", `cafile ${file("ca.pem")}`, `certfile ${file("server.pem")}`, `keyfile ${file("server.key")}`];

  it.each(["5", "3.1.1"] as const)("accepts user and password with MQTT %s", async (protocol) => {
    expect(await connect(users(), "mqtt", { username: "casement", password: "right", protocol })).toBe("connected");
    expect(await connect(users(), "mqtt", { username: "casement", password: "wrong", protocol })).toMatch(
      /Correct mqtt.username and mqtt.password/,
    );
  });

  it("allows calls and responses with the access list of docs/mqtt.md", async () => {
    await using broker = await startMosquitto([...users(), `acl_file ${file("access")}`]);
    await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
    const warnings: string[] = [];
    const log = {
      debug() {},
      info() {},
      warn: (line: string) => void warnings.push(line),
      error: (line: string) => void warnings.push(line),
    };
    const url = `mqtt://127.0.0.1:${broker.port}`;
    const mqtt = await serveMqtt(t.host, { url, username: "casement", password: "right", clock: t.clock, log });
    const client = await connectAsync(url, { username: "node-red", password: "right", protocolVersion: 5 });
    const received = new Map<string, string>();
    client.on("message", (topic, payload) => void received.set(topic, payload.toString()));
    await client.subscribeAsync(["casement/#", "answers/#"], { qos: 1 });
    while (received.get("casement/home/sensor/house/attic/state") !== "off" || mqtt.pendingCount > 0) {
      await waitForIo();
      await t.clock.advance(50);
    }
    const properties = { responseTopic: "answers/node-red" };
    await client.publishAsync("casement/home/call/house/open", '{"id":"1"}', { qos: 1, properties });
    await client.publishAsync("casement/home/notify/house/tell", '{"text":"Dinner","$replyTo":"answers/notify"}', { qos: 1 });
    while ((!received.has("answers/node-red") || !received.has("answers/notify")) && warnings.length === 0) await waitForIo();
    await expect(client.publishAsync("casement/home/sensor/house/attic/set", "ON", { qos: 1 })).rejects.toThrow(/authorized/);
    await client.endAsync();
    await closeSurface(t, mqtt);
    expect(warnings).toEqual([]);
  });

  it("stays connected to a broker with a small packet limit, and logs which messages it rejects", async () => {
    await using broker = await startMosquitto(["allow_anonymous true", "max_packet_size 1000"]);
    await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
    const warnings: string[] = [];
    const log = { debug() {}, info() {}, warn: (line: string) => void warnings.push(line), error() {} };
    const mqtt = await serveMqtt(t.host, { url: `mqtt://127.0.0.1:${broker.port}`, clock: t.clock, log });
    while (!mqtt.connected || mqtt.pendingCount > 0) {
      await waitForIo();
      await t.clock.advance(50);
    }
    const config = "homeassistant/switch/casement/home_house_attic/config";
    expect(warnings).toContain(`MQTT: the broker rejects messages to ${config}. Correct its access list or its limits.`);
    expect(warnings.join()).not.toMatch(/no connection|attic\/state/);
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    const receivedTopics: string[] = [];
    client.on("message", (topic) => void receivedTopics.push(topic));
    await client.subscribeAsync("casement/#", { qos: 1 });
    while (!receivedTopics.includes("casement/home/sensor/house/attic/state")) await waitForIo();
    await client.endAsync();
    await closeSurface(t, mqtt);
  });

  it("drops a response for which the broker closes the connection, and does not name its topic", async () => {
    await using broker = await startMosquitto(["allow_anonymous true", "max_packet_size 1000"]);
    const devices = createFakeDevices();
    await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }] });
    const lines: string[] = [];
    const log = { debug() {}, info() {}, warn: (line: string) => void lines.push(line), error() {} };
    const url = `mqtt://127.0.0.1:${broker.port}`;
    // MQTT 3.1.1 does not say how large a packet may be.
    const mqtt = await serveMqtt(t.host, { url, protocol: "3.1.1", discovery: false, clock: t.clock, log, random: () => 1 });
    const client = await connectAsync(url);
    const received: string[] = [];
    const statuses: string[] = [];
    client.on("message", (topic, payload) => void (topic === "casement/status" ? statuses : received).push(payload.toString()));
    await client.subscribeAsync(["casement/status", "private/answers"], { qos: 1 });
    const turn = async () => {
      await waitForIo();
      await t.clock.advance(50);
    };
    while (!mqtt.connected || mqtt.pendingCount > 0) await turn();
    const call = ($id: unknown) =>
      client.publishAsync("casement/home/call/house/open", JSON.stringify({ id: "1", $replyTo: "private/answers", $id }), { qos: 1 });
    // In the response, each number has 21 digits.
    await call(`#${"1e20,".repeat(80)}#`);
    while (received.length === 0) await turn();
    await client.publishAsync(
      "casement/home/call/house/open",
      `{"id":"2","$replyTo":"private/answers","$id":[${Array(80).fill("1e20").join()}]}`,
      { qos: 1 },
    );
    while (!lines.some((line) => line.includes("response"))) await turn();
    while (!mqtt.connected || mqtt.pendingCount > 0) await turn();
    await call(3);
    while (received.length < 2) await turn();
    expect(received.map((text) => JSON.parse(text).id).at(-1)).toBe(3);
    expect(devices.calls).toHaveLength(3);
    expect(statuses.filter((status) => status === "offline").length).toBeLessThanOrEqual(2);
    expect(lines.join()).not.toMatch(/private/);
    await client.endAsync();
    await closeSurface(t, mqtt);
  });

  it.each(["5", "3.1.1"] as const)("connects over WebSocket with MQTT %s, with and without TLS", async (protocol) => {
    const webSockets = "protocol websockets";
    expect(await connect([webSockets, ...users()], "ws", { username: "casement", password: "right", protocol })).toBe("connected");
    expect(await connect([webSockets, ...users()], "ws", { username: "casement", password: "wrong", protocol })).toMatch(
      /Correct mqtt.username and mqtt.password/,
    );
    expect(await connect([webSockets, ...tls()], "wss", { ca: pem("ca.pem"), protocol })).toBe("connected");
    expect(await connect([webSockets, ...tls()], "wss", { protocol })).toMatch(/as mqtt.ca/);
  });

  it("publishes and receives calls over WebSocket", async () => {
    await using broker = await startMosquitto(["protocol websockets", "allow_anonymous true"]);
    const devices = createFakeDevices();
    await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }] });
    const mqtt = await serveMqtt(t.host, { url: `ws://127.0.0.1:${broker.port}/mqtt`, clock: t.clock });
    const client = await connectAsync(`ws://127.0.0.1:${broker.port}`);
    const received = new Map<string, string>();
    client.on("message", (topic, payload) => void received.set(topic, payload.toString()));
    await client.subscribeAsync(["casement/#", "answer"], { qos: 1 });
    while (received.get("casement/home/sensor/house/attic/state") !== "off") {
      await waitForIo();
      await t.clock.advance(50);
    }
    await client.publishAsync("casement/home/call/house/open", '{"id":"1","$replyTo":"answer"}', { qos: 1 });
    while (!received.has("answer")) await waitForIo();
    expect(JSON.parse(received.get("answer")!)).toEqual({ ok: true, result: { count: 1 } });
    await client.endAsync();
    await closeSurface(t, mqtt);
  });

  it("connects with TLS, and names the cure for an untrusted authority", async () => {
    expect(await connect(tls(), "mqtts", { ca: pem("ca.pem") })).toBe("connected");
    expect(await connect(tls(), "mqtts", {})).toMatch(/as mqtt.ca/);
    expect(await connect(tls(), "mqtts", { verify: false })).toBe("connected");
  });

  it("connects with a client certificate", async () => {
    const required = [...tls(), "require_certificate true"];
    expect(await connect(required, "mqtts", { ca: pem("ca.pem"), cert: pem("client.pem"), key: pem("client.key") })).toBe("connected");
    expect(await connect(required, "mqtts", { ca: pem("ca.pem") })).not.toBe("connected");
  });
});
