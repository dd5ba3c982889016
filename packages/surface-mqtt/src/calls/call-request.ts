import { CasementError } from "@casement/core";
import type { Incoming } from "../connection/connection.ts";

/** A call as it came: the service's input, and where the answer goes. */
export interface CallRequest {
  readonly input: Readonly<Record<string, unknown>>;
  readonly reply: ReplyAddress | undefined;
}

export interface ReplyAddress {
  readonly topic: string;
  /** MQTT 5. */
  readonly correlationData?: Buffer | undefined;
  /** MQTT 3.1.1: goes back as it came. */
  readonly id?: unknown;
}

/** What answers are sent to, even when the payload cannot be read. */
export function replyAddress({ packet }: Incoming, body: unknown): ReplyAddress | undefined {
  const { responseTopic, correlationData } = packet.properties ?? {};
  const { $replyTo, $id } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const topic = responseTopic ?? (typeof $replyTo === "string" ? $replyTo : undefined);
  if (topic === undefined) return undefined;
  return { topic, ...(correlationData && { correlationData }), ...($id !== undefined && { id: $id }) };
}

/** JSON, or undefined. */
export function readBody({ payload }: Incoming): unknown {
  if (payload.length === 0) return {};
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A message may also be the service's whole input, where one field is not enough. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const { $replyTo: _topic, $id: _id, ...input } = JSON.parse(text);
    return input;
  } catch {
    return undefined;
  }
}

/** @throws CasementError `input-invalid` */
export function readRequest(message: Incoming, isInput: (topic: string) => boolean): CallRequest {
  const body = readBody(message);
  const reply = replyAddress(message, body);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new CasementError(
      "input-invalid",
      `A call's payload is a JSON object, such as {"subject": "Dinner"}; ${message.topic} got something else.`,
    );
  if (reply && (/[+#\0]/.test(reply.topic) || reply.topic === ""))
    throw new CasementError("input-invalid", "The topic for the reply may not be empty or hold + or #.");
  if (reply && isInput(reply.topic))
    throw new CasementError("input-invalid", "The topic for the reply is one that this hub takes calls from. Choose another.");
  const { $replyTo: _topic, $id: _id, ...input } = body as Record<string, unknown>;
  return { input, reply };
}
