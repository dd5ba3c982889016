import { CasementError, type Logger } from "@casement/core";
import type { BrokerConnection } from "../connection/broker-connection.ts";
import { isPublishRejection } from "../connection/broker-errors.ts";
import { toPayload } from "../to-payload.ts";
import type { ResponseTarget } from "./parse-call.ts";

/** Publishes responses to calls, in order. Keeps them while there is no connection. */
export interface ResponseQueue {
  send(target: ResponseTarget, response: CallResponse): void;
  flush(): void;
  readonly pendingCount: number;
}

export type CallResponse = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: ErrorBody };

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Most responses that wait for a connection, and that wait to be sent. */
const maxQueueLength = { disconnected: 200, connected: 10_000 };
/** What a response has besides topic and payload, at most (bytes). */
const maxPacketOverhead = 200;

export function createResponseQueue(
  connection: () => BrokerConnection | undefined,
  maxPacketSize: () => number | undefined,
  log: Logger,
): ResponseQueue {
  const queue: { target: ResponseTarget; response: CallResponse; lostConnections: number }[] = [];
  let sending = false;

  async function sendAll(): Promise<void> {
    for (let next = queue[0]; next && connection()?.connected; next = queue[0]) {
      const { target, response } = next;
      const { id, topic, correlationData } = target;
      const payload = toPayload({ ...(id !== undefined && { id }), ...response });
      const limit = maxPacketSize();
      try {
        if (limit !== undefined && Buffer.byteLength(payload) + topic.length + maxPacketOverhead > limit) {
          const error = new CasementError("too-large", `The response is larger than the ${limit} bytes that the broker accepts.`);
          next.response = toErrorResponse(error);
          continue;
        }
        await connection()?.publish(topic, payload, { correlationData });
      } catch (error) {
        if (isPublishRejection(error)) log.warn(`MQTT: the broker rejects the response to ${topic}. Correct its access list.`);
        else if (!connection()?.connected) {
          // The connection was lost. The response is sent after reconnecting, unless it seems to be the cause.
          next.lostConnections++;
          if (next.lostConnections < 2 && !isBlamedOnPacket(error)) return;
          log.warn("MQTT: a response was dropped, because the broker closed the connection when it was sent.");
        }
      }
      queue.shift();
    }
  }
  const flush = (): void => {
    if (sending || !connection()?.connected) return;
    sending = true;
    void sendAll().finally(() => {
      sending = false;
      if (queue.length > 0) flush();
    });
  };
  return {
    send(target, response) {
      queue.push({ target, response, lostConnections: 0 });
      if (queue.length > maxQueueLength[connection()?.connected ? "connected" : "disconnected"]) queue.shift();
      flush();
    },
    flush,
    get pendingCount() {
      return queue.length;
    },
  };
}

const isBlamedOnPacket = (error: unknown): boolean => CasementError.is(error) && error.details.packetRefused === true;

/** Uses only messages of Casement's own errors: any other error's message may quote contents. */
export function toErrorResponse(error: unknown): Extract<CallResponse, { ok: false }> {
  const casementError = CasementError.is(error)
    ? error
    : new CasementError("internal", "An internal error occurred in the hub. See its log.");
  const { code, message, details } = casementError;
  return { ok: false, error: { code, message, ...(Object.keys(details).length > 0 && { details }) } };
}
