import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import type { MqttOptions } from "../src/mqtt-options.ts";
import { type MqttSurface, serveMqtt } from "../src/serve-mqtt.ts";
import { createFakeDevices, createFakeDevicesPlugin, type FakeDevices } from "./fake-devices.fixture.ts";
import type { TestBroker } from "./test-broker.fixture.ts";
import { type ReceivedMqttMessage, subscribeToAll, type TestSubscriber } from "./test-subscriber.fixture.ts";

/** A host with the fake plugin, published on a broker, and a subscriber there. */
export interface TestMqtt extends AsyncDisposable {
  readonly t: TestHost;
  readonly devices: FakeDevices;
  readonly mqtt: MqttSurface;
  readonly subscriber: TestSubscriber;
  readonly logLines: string[];
  /** Waits until the surface is connected and idle. Advances the clock as needed. */
  settle(): Promise<void>;
  /** Resolves with the first matching message, which may have arrived before. */
  waitForMessage(matches: (message: ReceivedMqttMessage) => boolean): Promise<ReceivedMqttMessage>;
  /** Calls a service as a client of MQTT 3.1.1 does, and resolves with the response. */
  call(service: string, input: object, account?: string): Promise<any>;
  /** Refreshes the sensors and waits until they are published. */
  refresh(): Promise<void>;
  rescan(): Promise<void>;
}

export interface TestMqttOptions {
  devices?: FakeDevices;
  host?: Partial<TestHostOptions>;
  mqtt?: Partial<MqttOptions>;
  /** A running host to use. It is not stopped at the end. */
  t?: TestHost;
  version?: 4 | 5;
}

export async function startTestMqtt(broker: TestBroker, options: TestMqttOptions = {}): Promise<TestMqtt> {
  const devices = options.devices ?? createFakeDevices();
  const t = options.t ?? (await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }], ...options.host }));
  const logLines: string[] = [];
  const addLine = (level: string) => (message: string) => void logLines.push(`${level} ${message}`);
  const log = { debug: addLine("debug"), info: addLine("info"), warn: addLine("warn"), error: addLine("error") };
  const subscriber = await subscribeToAll(broker, options.version);
  const mqtt = await serveMqtt(t.host, { ...broker.options, clock: t.clock, log, random: () => 1, version: "1.2.3", ...options.mqtt });
  const settle = () => waitUntilIdle(t, mqtt);
  await settle();
  const waitForMessage = async (matches: (message: ReceivedMqttMessage) => boolean): Promise<ReceivedMqttMessage> => {
    for (;;) {
      const message = subscriber.received.find(matches);
      if (message) return message;
      await waitForIo();
    }
  };
  let calls = 0;
  return {
    t,
    devices,
    mqtt,
    subscriber,
    logLines,
    settle,
    waitForMessage,
    async call(service, input, account = "home") {
      const responseTopic = `answers/${++calls}`;
      await subscriber.publish(`casement/${account}/call/${service}`, { ...input, $replyTo: responseTopic });
      return JSON.parse((await waitForMessage(({ topic }) => topic === responseTopic)).payload);
    },
    async refresh() {
      await t.account.refresh();
      await t.host.settled();
      await settle();
    },
    async rescan() {
      await t.account.rescan();
      await t.host.settled();
      await settle();
    },
    async [Symbol.asyncDispose]() {
      await closeSurface(t, mqtt);
      await subscriber[Symbol.asyncDispose]();
      if (options.t === undefined) await t[Symbol.asyncDispose]();
    },
  };
}

/** Lets sockets and timers run once. */
export const waitForIo = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

async function waitUntilIdle(t: TestHost, mqtt: MqttSurface): Promise<void> {
  for (let idleTurns = 0; idleTurns < 5; ) {
    await waitForIo();
    idleTurns = mqtt.connected && mqtt.pendingCount === 0 ? idleTurns + 1 : 0;
    if (idleTurns === 0) await t.clock.advance(50);
  }
}

export async function waitUntilDisconnected({ mqtt }: { readonly mqtt: MqttSurface }): Promise<void> {
  while (mqtt.connected) await waitForIo();
}

/** Closes the surface, and advances the clock until that is done. */
export async function closeSurface(t: TestHost, mqtt: MqttSurface): Promise<void> {
  let closed = false;
  const closing = mqtt.close().then(() => {
    closed = true;
  });
  while (!closed) {
    await waitForIo();
    await t.clock.advance(200);
  }
  await closing;
}
