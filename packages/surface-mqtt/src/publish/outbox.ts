import { createHash } from "node:crypto";
import type { Clock, Logger } from "@casement/core";
import type { Connection } from "../connection/connection.ts";
import { isMessageRefusal } from "../connection/refusal.ts";
import type { Memory } from "./memory.ts";

/** Lower goes first. */
export const rank = { hub: 0, account: 1, discovery: 2, state: 3, attributes: 4 } as const;

export interface Message {
  readonly topic: string;
  /** Never empty: an empty retained message is how MQTT deletes. */
  readonly payload: string;
  readonly retain: boolean;
  readonly rank: number;
}

/** Keeps the broker in step with what is to be said, most important first, and clears exactly what is no longer said. */
export interface Outbox {
  /** What one owner (the hub, an account, a sensor) has to say now. What it said before and does not say any more is cleared. */
  set(owner: string, messages: readonly Message[]): void;
  /** Owners that are not named have nothing to say any more; nor has an earlier run of this hub. */
  keepOnly(owners: ReadonlySet<string>): void;
  has(owner: string): boolean;
  /** Everything, or what one owner says, is to be sent again at its next `set`: the broker, or Home Assistant, may have lost it. */
  repeat(owner?: string): void;
  /** The connection is up: sends what waits. */
  flush(): void;
  readonly waiting: number;
}

/** No flood: so many messages at a time, with a pause (ms) after them. */
const batchSize = 40;
const batchPause = 100;

/** `late`: what is not said now is not gone for that; it stays at the broker. */
export function createOutbox(
  connection: () => Connection | undefined,
  memory: Memory,
  clock: Clock,
  log: Logger,
  late: (topic: string) => boolean,
): Outbox {
  const owners = new Map<string, readonly string[]>();
  const sent = new Map<string, string>();
  const pending = new Map<string, Message>();
  let pumping = false;

  const enqueue = (message: Message): void => {
    pending.set(message.topic, message);
  };
  const clear = (topic: string): void => {
    sent.delete(topic);
    pending.delete(topic);
    if (memory.published.has(topic)) enqueue({ topic, payload: "", retain: true, rank: rank.hub });
  };

  /** The most important ones; within a rank in the order in which they came. */
  function nextBatch(): Message[] {
    const batch = [...pending.values()].sort((a, b) => a.rank - b.rank).slice(0, batchSize);
    for (const { topic } of batch) pending.delete(topic);
    return batch;
  }

  async function send(message: Message): Promise<void> {
    const { topic, payload, retain } = message;
    const open = connection();
    try {
      if (!open) throw new Error("down");
      if (!retain && memory.published.has(topic)) {
        await open.publish(topic, "", { retain: true });
        memory.published.delete(topic);
      }
      await open.publish(topic, payload, { retain });
      if (payload === "") memory.published.delete(topic);
      else sent.set(topic, hash(payload));
    } catch (error) {
      if (isMessageRefusal(error)) {
        log.warn(`MQTT: the broker refuses messages to ${topic}. Correct its access list or its limits.`);
        if (payload !== "") sent.set(topic, hash(payload));
      } else if (!pending.has(topic)) enqueue(message);
    }
  }

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    // After whoever calls has said all.
    await Promise.resolve();
    while (pending.size > 0 && connection()?.up) {
      const batch = nextBatch();
      const before = memory.published.size;
      for (const { topic, payload, retain } of batch) if (retain && payload !== "") memory.published.add(topic);
      // Before they are sent: a crash must not leave behind what nobody remembers.
      if (memory.published.size !== before) await memory.save();
      await Promise.all(batch.map(send));
      if (batch.some(({ payload }) => payload === "")) await memory.save();
      if (pending.size > 0) await new Promise<void>((resolve) => void clock.after(batchPause, resolve));
    }
    pumping = false;
  }

  return {
    set(owner, messages) {
      const topics = messages.map(({ topic }) => topic);
      for (const topic of owners.get(owner) ?? []) if (!topics.includes(topic) && !late(topic)) clear(topic);
      owners.set(owner, topics);
      for (const message of messages) {
        if (sent.get(message.topic) !== hash(message.payload)) enqueue(message);
        else pending.delete(message.topic);
      }
      void pump();
    },
    keepOnly(named) {
      for (const [owner, topics] of owners)
        if (!named.has(owner)) {
          owners.delete(owner);
          for (const topic of topics) clear(topic);
        }
      const said = new Set([...owners.values()].flat());
      for (const topic of memory.published) if (!said.has(topic) && !late(topic)) clear(topic);
      void pump();
    },
    has: (owner) => owners.has(owner),
    repeat(owner) {
      if (owner === undefined) sent.clear();
      else for (const topic of owners.get(owner) ?? []) sent.delete(topic);
    },
    flush: () => void pump(),
    get waiting() {
      return pending.size + Number(pumping);
    },
  };
}

const hash = (text: string): string => createHash("sha1").update(text).digest("base64");
