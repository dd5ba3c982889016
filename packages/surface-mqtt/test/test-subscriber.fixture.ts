import type { MqttClient } from "mqtt";
import type { TestBroker } from "./test-broker.fixture.ts";

export interface ReceivedMqttMessage {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly properties: { readonly correlationData?: Buffer } | undefined;
}

/** A client that is subscribed to every topic. */
export interface TestSubscriber extends AsyncDisposable {
  readonly client: MqttClient;
  /** In order of arrival. */
  readonly received: ReceivedMqttMessage[];
  /** The last payload by topic. Deleted topics are missing. */
  readonly latest: ReadonlyMap<string, string>;
  json(topic: string): any;
  payloads(topic: string): string[];
  publish(topic: string, payload: unknown, options?: Parameters<MqttClient["publishAsync"]>[2]): Promise<void>;
}

export async function subscribeToAll(broker: TestBroker, version: 4 | 5 = 4): Promise<TestSubscriber> {
  const client = broker.connect({ protocolVersion: version, clientId: `subscriber-${Math.random()}` });
  const received: ReceivedMqttMessage[] = [];
  const latest = new Map<string, string>();
  client.on("message", (topic, buffer, packet) => {
    const payload = buffer.toString();
    received.push({ topic, payload, retain: packet.retain, properties: packet.properties });
    latest.delete(topic);
    if (payload !== "") latest.set(topic, payload);
  });
  client.on("error", () => {});
  await new Promise((resolve) => client.once("connect", resolve));
  await client.subscribeAsync("#", { qos: 1 });
  // Retained messages arrive with the acknowledgment of the subscription, or some time after it.
  const probe = `probe/${Math.random()}`;
  await client.publishAsync(probe, "here", { qos: 1 });
  for (let quietTurns = 0, countBefore = 0; quietTurns < 5; countBefore = received.length) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    quietTurns = latest.has(probe) && received.length === countBefore ? quietTurns + 1 : 0;
  }
  latest.delete(probe);
  return {
    client,
    received,
    latest,
    json: (topic) => JSON.parse(latest.get(topic) ?? "null"),
    payloads: (topic) => received.filter((message) => message.topic === topic).map(({ payload }) => payload),
    async publish(topic, payload, options) {
      await client.publishAsync(topic, typeof payload === "string" ? payload : JSON.stringify(payload), { qos: 1, ...options });
    },
    async [Symbol.asyncDispose]() {
      await client.endAsync(true);
    },
  };
}

/** The broker's retained messages: payload by topic. */
export async function readRetained(broker: TestBroker): Promise<ReadonlyMap<string, string>> {
  await using subscriber = await subscribeToAll(broker);
  return new Map(subscriber.received.filter(({ retain }) => retain).map(({ topic, payload }) => [topic, payload]));
}
