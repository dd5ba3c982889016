import { createTestHost } from "@casement/testing";
import type { IPublishPacket } from "mqtt";
import { describe, expect, it } from "vitest";
import { createFakeDevices, createFakeDevicesPlugin } from "../../test/fake-devices.fixture.ts";
import type { IncomingMqttMessage } from "../connection/broker-connection.ts";
import { createEntityTranslations } from "../discovery/entity-translations.ts";
import { createMqttTopics } from "../mqtt-topics.ts";
import { createCallHandler } from "./call-handler.ts";

const topics = createMqttTopics("casement");

async function startCallHandler({ publishError }: { publishError?: number } = {}) {
  const devices = createFakeDevices();
  const t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }] });
  const published: { topic: string; body: any }[] = [];
  const connection = {
    connected: true,
    problem: undefined,
    publish: async (topic: string, payload: string) => {
      if (publishError !== undefined) throw Object.assign(new Error("rejected"), { code: publishError });
      published.push({ topic, body: JSON.parse(payload) });
    },
    close: async () => {},
  };
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, warn: (line: string) => void warnings.push(line), error() {} };
  const services = await t.host.services();
  const findService = (account: string, id: string) => services.find((service) => service.account === account && service.id === id);
  const calls = createCallHandler({
    host: t.host,
    topics,
    log,
    connection: () => connection,
    maxPacketSize: () => 1_000,
    findService,
    translations: createEntityTranslations(undefined, () => undefined),
    onControlCallEnd: async () => {},
  });
  const deliver = async (name: string, dup: boolean, messageId = 7) => {
    const topic = `casement/home/call/house/${name}`;
    const payload = Buffer.from(JSON.stringify({ ...(name === "open" && { id: "1" }), $replyTo: "answer" }));
    const packet = { cmd: "publish", topic, payload, qos: 1, dup, retain: false, messageId } as IPublishPacket;
    const message: IncomingMqttMessage = { topic, payload, packet };
    calls.handle({ kind: "call", account: "home", service: `house/${name}` }, message);
    await calls.settled();
    await new Promise(setImmediate);
  };
  const deliverBytes = async (payload: Buffer) => {
    const topic = "casement/home/call/house/open";
    const packet = { cmd: "publish", topic, payload, qos: 1, dup: false, retain: false, messageId: 9 } as IPublishPacket;
    calls.handle({ kind: "call", account: "home", service: "house/open" }, { topic, payload, packet });
    await calls.settled();
    await new Promise(setImmediate);
  };
  return { t, devices, calls, deliver, deliverBytes, published, warnings };
}

it("refuses a payload in another encoding, whose letters would be replaced", async () => {
  const { t, devices, deliverBytes, published } = await startCallHandler();
  await using _ = t;
  await deliverBytes(Buffer.from('{"id":"M\u00fcller","$replyTo":"answer"}', "latin1"));
  expect(devices.calls).toEqual([]);
  expect(published.at(-1)?.body).toMatchObject({ ok: false, error: { code: "input-invalid", message: expect.stringContaining("UTF-8") } });
  await deliverBytes(Buffer.from('{"id":"M\u00fcller","$replyTo":"answer"}', "utf8"));
  expect(devices.calls).toHaveLength(1);
});

it("warns when the broker rejects a response, and continues", async () => {
  const { t, devices, deliver, calls, warnings } = await startCallHandler({ publishError: 135 });
  await using _ = t;
  await deliver("open", false);
  await deliver("look", false, 8);
  expect(devices.calls).toHaveLength(2);
  expect(calls.pendingCount).toBe(0);
  expect(warnings).toEqual(Array(2).fill("MQTT: the broker rejects the response to answer. Correct its access list."));
});

describe("a call that the broker delivers twice", () => {
  it("is run once", async () => {
    const { t, devices, deliver, published } = await startCallHandler();
    await using _ = t;
    await deliver("open", false);
    await deliver("open", true);
    expect([devices.calls.length, published.length]).toEqual([1, 1]);
    // An intended second call has another message id, or no DUP flag.
    await deliver("open", true, 8).catch(() => {});
    await deliver("open", false);
    expect(devices.calls.length).toBeGreaterThan(1);
  });

  it("is rejected when an earlier process may have run it, unless it is safe to repeat", async () => {
    const { t, devices, deliver, published, calls } = await startCallHandler();
    await using _ = t;
    await deliver("open", true);
    expect(published.at(-1)?.body).toMatchObject({ ok: false, error: { code: "outcome-unknown" } });
    await deliver("look", true, 8);
    expect(published.at(-1)?.body).toMatchObject({ ok: true });
    calls.onBacklogDelivered();
    await deliver("open", true, 9);
    expect(devices.calls.map(({ service }) => service)).toEqual(["look", "open"]);
  });
});
