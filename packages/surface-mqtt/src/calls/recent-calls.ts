import { createHash } from "node:crypto";
import type { IncomingMqttMessage } from "../connection/broker-connection.ts";

/** More than a broker has in flight. */
const maxRememberedCalls = 500;

/** Recognizes a call that the broker delivers again because the acknowledgment was lost. */
export interface RecentCalls {
  /** Whether this message was received before. Also remembers it. */
  isRedelivery(message: IncomingMqttMessage): boolean;
}

export function createRecentCalls(): RecentCalls {
  const keys = new Set<string>();
  return {
    isRedelivery({ topic, payload, packet }) {
      const hash = createHash("sha1").update(`${packet.messageId}\0${topic}\0`).update(payload).update("\0");
      const key = hash.update(packet.properties?.correlationData ?? "").digest("base64");
      // Only with the broker's DUP flag: a client may send the same payload twice on purpose.
      const isRedelivery = packet.dup === true && keys.has(key);
      keys.delete(key);
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > maxRememberedCalls && oldest !== undefined) keys.delete(oldest);
      return isRedelivery;
    },
  };
}
