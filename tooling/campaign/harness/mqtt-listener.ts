import { connectAsync, type MqttClient } from "mqtt";
import type { SeenEvent } from "./marker-ledger.ts";

export interface MqttListener {
  readonly client: MqttClient;
  readonly events: SeenEvent[];
  /** The last message of every topic that is no event. */
  readonly messages: ReadonlyMap<string, string>;
  count(): number;
  close(): Promise<void>;
}

const eventTopic = /^casement\/[^/]+\/event\//;

/** Listens to everything of the hub with QoS 1 and a session that the broker keeps. */
export async function listenToBroker(port: number): Promise<MqttListener> {
  const events: SeenEvent[] = [];
  const messages = new Map<string, string>();
  let count = 0;
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: "campaign-listener",
    clean: false,
    protocolVersion: 5,
    properties: { sessionExpiryInterval: 3_600 },
    reconnectPeriod: 200,
  });
  client.on("error", () => {});
  client.on("message", (topic, payload) => {
    count++;
    if (eventTopic.test(topic)) events.push(JSON.parse(payload.toString()));
    else messages.set(topic, payload.toString());
  });
  await client.subscribeAsync(["casement/#", "answers/#"], { qos: 1 });
  client.on("connect", () => client.subscribe(["casement/#", "answers/#"], { qos: 1 }));
  return {
    client,
    events,
    messages,
    count: () => count,
    close: async () => void client.end(true),
  };
}
