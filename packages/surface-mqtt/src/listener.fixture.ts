import type { MqttClient } from "mqtt";
import type { TestBroker } from "./broker.fixture.ts";

export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
  readonly properties: { readonly correlationData?: Buffer } | undefined;
}

/** Somebody on the broker who listens to everything. */
export interface Listener extends AsyncDisposable {
  readonly client: MqttClient;
  /** In the order in which they came. */
  readonly heard: Heard[];
  /** The last message at every topic; none where it was deleted. */
  readonly last: ReadonlyMap<string, string>;
  json(topic: string): any;
  texts(topic: string): string[];
  publish(topic: string, payload: unknown, options?: Parameters<MqttClient["publishAsync"]>[2]): Promise<void>;
}

export async function listen(broker: TestBroker, version: 4 | 5 = 4): Promise<Listener> {
  const client = broker.connect({ protocolVersion: version, clientId: `listener-${Math.random()}` });
  const heard: Heard[] = [];
  const last = new Map<string, string>();
  client.on("message", (topic, payload, packet) => {
    const text = payload.toString();
    heard.push({ topic, text, retain: packet.retain, properties: packet.properties });
    last.delete(topic);
    if (text !== "") last.set(topic, text);
  });
  client.on("error", () => {});
  await new Promise((resolve) => client.once("connect", resolve));
  await client.subscribeAsync("#", { qos: 1 });
  // What is kept comes with the answer, or some time after it.
  const probe = `probe/${Math.random()}`;
  await client.publishAsync(probe, "here", { qos: 1 });
  for (let quiet = 0, before = 0; quiet < 5; before = heard.length) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    quiet = last.has(probe) && heard.length === before ? quiet + 1 : 0;
  }
  last.delete(probe);
  return {
    client,
    heard,
    last,
    json: (topic) => JSON.parse(last.get(topic) ?? "null"),
    texts: (topic) => heard.filter((one) => one.topic === topic).map(({ text }) => text),
    async publish(topic, payload, options) {
      await client.publishAsync(topic, typeof payload === "string" ? payload : JSON.stringify(payload), { qos: 1, ...options });
    },
    async [Symbol.asyncDispose]() {
      await client.endAsync(true);
    },
  };
}

/** What a broker keeps, as somebody who comes later finds it. */
export async function kept(broker: TestBroker): Promise<ReadonlyMap<string, string>> {
  await using newcomer = await listen(broker);
  return new Map(newcomer.heard.filter(({ retain }) => retain).map(({ topic, text }) => [topic, text]));
}
