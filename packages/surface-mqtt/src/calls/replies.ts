import { CasementError, type Logger } from "@casement/core";
import type { Connection } from "../connection/connection.ts";
import { isMessageRefusal } from "../connection/refusal.ts";
import type { ReplyAddress } from "./call-request.ts";

/** Sends answers; what cannot be sent waits for the connection. */
export interface Replies {
  send(reply: ReplyAddress, answer: Answer): void;
  flush(): void;
  readonly waiting: number;
}

export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: object };

const longestQueue = 200;

export function createReplies(connection: () => Connection | undefined, maxPacket: () => number | undefined, log: Logger): Replies {
  const queue: { reply: ReplyAddress; answer: Answer }[] = [];
  let sending = false;

  async function run(): Promise<void> {
    for (let next = queue[0]; next && connection()?.up; next = queue[0]) {
      const { reply, answer } = next;
      const { id, topic, correlationData } = reply;
      const text = JSON.stringify({ ...(id !== undefined && { id }), ...answer });
      const most = maxPacket();
      try {
        if (most !== undefined && Buffer.byteLength(text) + topic.length + 200 > most) {
          queue[0] = {
            reply,
            answer: failed(new CasementError("too-large", `The answer is longer than the ${most} bytes that the broker takes.`)),
          };
          continue;
        }
        await connection()?.publish(topic, text, { correlationData });
      } catch (error) {
        if (isMessageRefusal(error)) log.warn(`MQTT: the broker refuses the answer to ${topic}. Correct its access list.`);
        // Lost with the connection: it is sent when there is one again.
        else if (!connection()?.up) return;
      }
      queue.shift();
    }
  }
  const flush = (): void => {
    if (sending || !connection()?.up) return;
    sending = true;
    void run().finally(() => {
      sending = false;
      if (queue.length > 0) flush();
    });
  };
  return {
    send(reply, answer) {
      queue.push({ reply, answer });
      if (queue.length > longestQueue) queue.shift();
      flush();
    },
    flush,
    get waiting() {
      return queue.length;
    },
  };
}

/** Our own words only: what anything else says may hold contents. */
export function failed(error: unknown): Extract<Answer, { ok: false }> {
  const known = CasementError.is(error) ? error : new CasementError("internal", "Something went wrong inside the hub. Its log says more.");
  const { code, message, details } = known;
  return { ok: false, error: { code, message, ...(Object.keys(details).length > 0 && { details }) } };
}
