import { createHash } from "node:crypto";
import type { Clock, Logger } from "@casement/core";
import type { BrokerConnection } from "../connection/broker-connection.ts";
import { isPublishRejection } from "../connection/broker-errors.ts";
import type { PublishStore } from "./publish-store.ts";

/** Lower numbers are sent first. */
export const publishPriority = { clearDiscovery: 0, hub: 1, account: 2, discovery: 3, state: 4, attributes: 5, clearState: 6 } as const;

export interface MqttMessage {
  readonly topic: string;
  /** Never empty: an empty retained message deletes the topic. */
  readonly payload: string;
  readonly retain: boolean;
  readonly priority: number;
}

/** Publishes what has changed, by priority, and clears retained topics that no owner has any more. */
export interface PublishQueue {
  /** Sets the messages of one owner (the hub, an account or a sensor). Clears the owner's earlier topics that are missing here. */
  setMessages(owner: string, messages: readonly MqttMessage[]): void;
  /** Clears the topics of all other owners, and those that an earlier run of this hub left behind. */
  keepOnly(owners: ReadonlySet<string>): void;
  hasOwner(owner: string): boolean;
  /** Forgets what was sent, so that the next `setMessages` sends it again. The broker may have lost it. Default: of all owners. */
  resend(owner?: string): void;
  /** Sends what is queued. Call it when the connection is established. */
  flush(): void;
  readonly pendingCount: number;
}

/** Limits the load on the broker: messages in one batch, and the pause after each batch (ms). */
const batchSize = 40;
const batchPause = 100;
/** How long Home Assistant may need to remove entities. It would log errors about the templates of those that are left when their topics empty (ms). */
const removalPause = 1_000;

/** `mayStillAppear`: keeps a topic at the broker although its owner has no message for it now. */
export function createPublishQueue(
  connection: () => BrokerConnection | undefined,
  store: PublishStore,
  clock: Clock,
  log: Logger,
  mayStillAppear: (topic: string) => boolean,
): PublishQueue {
  const topicsByOwner = new Map<string, readonly string[]>();
  const sentHashes = new Map<string, string>();
  const queue = new Map<string, MqttMessage>();
  let sending = false;
  /** In the clock's milliseconds. */
  let mayClearStatesAt = 0;

  const enqueue = (message: MqttMessage): void => {
    queue.set(message.topic, message);
  };
  const clearTopic = (topic: string): void => {
    sentHashes.delete(topic);
    queue.delete(topic);
    if (store.publishedTopics.has(topic)) enqueue({ topic, payload: "", retain: true, priority: clearPriorityOf(topic) });
  };

  /** By priority, then in the order of arrival. Empty while the only messages left have to wait for Home Assistant. */
  function takeBatch(): MqttMessage[] {
    const now = clock.now().getTime();
    const queued = [...queue.values()].sort((a, b) => a.priority - b.priority);
    if (queued[0]?.priority === publishPriority.clearDiscovery) mayClearStatesAt = now + removalPause;
    const mayBeSent = ({ priority }: MqttMessage): boolean => priority !== publishPriority.clearState || now >= mayClearStatesAt;
    const batch = queued.filter(mayBeSent).slice(0, batchSize);
    for (const { topic } of batch) queue.delete(topic);
    return batch;
  }

  async function send(message: MqttMessage): Promise<void> {
    const { topic, payload, retain } = message;
    const current = connection();
    try {
      if (!current) throw new Error("not connected");
      if (!retain && store.publishedTopics.has(topic)) {
        await current.publish(topic, "", { retain: true });
        store.publishedTopics.delete(topic);
      }
      await current.publish(topic, payload, { retain });
      if (payload === "") store.publishedTopics.delete(topic);
      else sentHashes.set(topic, hashOf(payload));
    } catch (error) {
      if (isPublishRejection(error)) {
        log.warn(`MQTT: the broker rejects messages to ${topic}. Correct its access list or its limits.`);
        if (payload !== "") sentHashes.set(topic, hashOf(payload));
      } else if (!queue.has(topic)) enqueue(message);
    }
  }

  async function sendAll(): Promise<void> {
    if (sending) return;
    sending = true;
    // Lets the caller finish adding messages, so that they are sorted together.
    await Promise.resolve();
    while (queue.size > 0 && connection()?.connected) {
      const batch = takeBatch();
      const sizeBefore = store.publishedTopics.size;
      for (const { topic, payload, retain } of batch) if (retain && payload !== "") store.publishedTopics.add(topic);
      // Saved before sending: after a crash, the next run must know which topics to clear.
      if (store.publishedTopics.size !== sizeBefore) await store.save();
      await Promise.all(batch.map(send));
      if (batch.some(({ payload }) => payload === "")) await store.save();
      if (queue.size > 0) await new Promise<void>((resolve) => void clock.after(batchPause, resolve));
    }
    sending = false;
  }

  return {
    setMessages(owner, messages) {
      const topics = messages.map(({ topic }) => topic);
      for (const topic of topicsByOwner.get(owner) ?? []) if (!topics.includes(topic) && !mayStillAppear(topic)) clearTopic(topic);
      topicsByOwner.set(owner, topics);
      for (const message of messages) {
        if (sentHashes.get(message.topic) !== hashOf(message.payload)) enqueue(message);
        else queue.delete(message.topic);
      }
      void sendAll();
    },
    keepOnly(ownersToKeep) {
      for (const [owner, topics] of topicsByOwner)
        if (!ownersToKeep.has(owner)) {
          topicsByOwner.delete(owner);
          for (const topic of topics) clearTopic(topic);
        }
      const currentTopics = new Set([...topicsByOwner.values()].flat());
      for (const topic of store.publishedTopics) if (!currentTopics.has(topic) && !mayStillAppear(topic)) clearTopic(topic);
      void sendAll();
    },
    hasOwner: (owner) => topicsByOwner.has(owner),
    resend(owner) {
      if (owner === undefined) sentHashes.clear();
      else for (const topic of topicsByOwner.get(owner) ?? []) sentHashes.delete(topic);
    },
    flush: () => void sendAll(),
    get pendingCount() {
      return queue.size + Number(sending);
    },
  };
}

/** Entities are removed before their topics. */
const clearPriorityOf = (topic: string): number =>
  topic.endsWith("/config") ? publishPriority.clearDiscovery : publishPriority.clearState;

const hashOf = (text: string): string => createHash("sha1").update(text).digest("base64");
