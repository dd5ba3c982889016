import { CasementError } from "@casement/core";
import type { IncomingMqttMessage } from "../connection/broker-connection.ts";

export interface ParsedCall {
  /** The service's input. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly responseTarget: ResponseTarget | undefined;
}

/** Where the response goes. */
export interface ResponseTarget {
  readonly topic: string;
  /** MQTT 5. */
  readonly correlationData?: Buffer | undefined;
  /** MQTT 3.1.1: `$id` of the payload, returned unchanged. */
  readonly id?: unknown;
}

/** `body` is the payload as JSON. It may be anything: a call whose payload is not valid gets a response, too. */
export function responseTargetOf({ packet }: IncomingMqttMessage, body: unknown): ResponseTarget | undefined {
  const { responseTopic, correlationData } = packet.properties ?? {};
  const { $replyTo, $id } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const topic = responseTopic ?? (typeof $replyTo === "string" ? $replyTo : undefined);
  if (topic === undefined) return undefined;
  return { topic, ...(correlationData && { correlationData }), ...($id !== undefined && { id: $id }) };
}

/** `{}` for an empty payload, undefined if it is not valid JSON. */
export function parseJsonPayload({ payload }: IncomingMqttMessage): unknown {
  if (payload.length === 0) return {};
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The service's input from a text that is a JSON object; undefined for any other text. */
export function parseServiceInput(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const { $replyTo: _topic, $id: _id, ...input } = JSON.parse(text);
    return input;
  } catch {
    return undefined;
  }
}

/** Whether responses can be published to the topic: no wildcard, and not a topic that the hub itself handles. */
export const isResponseTopic = (topic: string, isSubscribed: (topic: string) => boolean): boolean =>
  hasTopicName(topic) && !isSubscribed(topic);

const hasTopicName = (topic: string): boolean => !/[+#\0]/.test(topic) && topic !== "";

/** @throws CasementError `input-invalid` when the payload is not a JSON object, or the response topic cannot be used */
export function parseCall(message: IncomingMqttMessage, isSubscribed: (topic: string) => boolean): ParsedCall {
  const body = parseJsonPayload(message);
  const responseTarget = responseTargetOf(message, body);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new CasementError(
      "input-invalid",
      `The payload of the call at ${message.topic} is not a JSON object. Send one, such as {"subject": "Dinner"}.`,
    );
  if (responseTarget && !hasTopicName(responseTarget.topic))
    throw new CasementError("input-invalid", "The response topic is not valid. It must not be empty or contain + or #.");
  if (responseTarget && isSubscribed(responseTarget.topic))
    throw new CasementError("input-invalid", "The response topic is one that this hub receives calls on. Choose another one.");
  const { $replyTo: _topic, $id: _id, ...input } = body as Record<string, unknown>;
  return { input, responseTarget };
}
