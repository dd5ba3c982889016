import { createHash } from "node:crypto";
import type { Incoming } from "../connection/connection.ts";

/** How many calls are remembered: more than a broker has in flight. */
const length = 500;

/** Recognises a call that the broker delivers again because its acknowledgement was lost. */
export interface RecentCalls {
  /** Whether it was seen before; notes it. */
  seen(message: Incoming): boolean;
}

export function createRecentCalls(): RecentCalls {
  const keys = new Set<string>();
  return {
    seen({ topic, payload, packet }) {
      const hash = createHash("sha1").update(`${packet.messageId}\0${topic}\0`).update(payload).update("\0");
      const key = hash.update(packet.properties?.correlationData ?? "").digest("base64");
      // Only what the broker itself marks as a repeat: the same payload twice may well be meant.
      const repeated = packet.dup === true && keys.has(key);
      keys.delete(key);
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > length && oldest !== undefined) keys.delete(oldest);
      return repeated;
    },
  };
}
