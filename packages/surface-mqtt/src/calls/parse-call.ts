import { CasementError, cutText, nearestName } from "@casement/core";
import type { IncomingMqttMessage } from "../connection/broker-connection.ts";

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
  // Anything but a text is not valid, like an empty text.
  const topic = responseTopic ?? (typeof $replyTo === "string" || $replyTo === undefined ? $replyTo : "");
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

/** The service's input from a text that is a JSON object; undefined for any other text. @throws CasementError `input-invalid` */
export function parseServiceInput(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  return withoutSurfaceKeys(body);
}

const surfaceKeys = ["$replyTo", "$id"];

/** Removes the keys that are for this surface. @throws CasementError `input-invalid` when it does not know a key that begins with `$` */
function withoutSurfaceKeys(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unknownKey = Object.keys(body).find((key) => key.startsWith("$") && !surfaceKeys.includes(key));
  if (unknownKey !== undefined) {
    const similarKey = nearestName(unknownKey, surfaceKeys);
    const advice = similarKey ? `Did you mean ${similarKey}?` : `Use ${surfaceKeys.join(" or ")}.`;
    throw new CasementError("input-invalid", `The payload contains ${cutText(unknownKey, 50)}, which is not a key of Casement. ${advice}`);
  }
  return Object.fromEntries(Object.entries(body).filter(([key]) => !surfaceKeys.includes(key)));
}

/**
 * What brokers accept in a topic's name. Many close the connection when it contains anything else. Source: MQTT 5, sections 1.5.4 and 4.7.
 */
const isTopicName = (topic: string): boolean =>
  topic !== "" && !/[+#\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(topic) && Buffer.byteLength(topic) <= 65_535;

/** @throws CasementError `input-invalid` when responses cannot be published to the topic */
export function checkResponseTopic(topic: string, isReserved: (topic: string) => boolean): void {
  if (!isTopicName(topic))
    throw new CasementError(
      "input-invalid",
      "The response topic is not valid. It must not be empty, be longer than 65,535 bytes, or contain +, # or control characters.",
    );
  if (isReserved(topic))
    throw new CasementError(
      "input-invalid",
      "The response topic belongs to the hub, to Home Assistant or to the broker. Choose another one, such as answers/kitchen.",
    );
}

/** The service's input. @throws CasementError `input-invalid` when the payload is not a JSON object */
export function parseCallInput(message: IncomingMqttMessage): Readonly<Record<string, unknown>> {
  // An empty message may only be the deletion of a retained one.
  if (message.payload.length === 0)
    throw new CasementError(
      "input-invalid",
      `The call at ${message.topic} has an empty payload, so it was not run. Send {} for a call without input.`,
    );
  const body = parseJsonPayload(message);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new CasementError(
      "input-invalid",
      `The payload of the call at ${message.topic} is not a JSON object. Send one, such as {"subject": "Dinner"}.`,
    );
  return withoutSurfaceKeys(body as Record<string, unknown>);
}
