import type { PrivateTexts, SensorSnapshot } from "@casement/host";
import type { MqttTopics } from "../mqtt-topics.ts";
import { type MqttMessage, publishPriority } from "../publishing/publish-queue.ts";
import { fitAttributes } from "./fit-attributes.ts";
import { toStateText } from "./state-text.ts";

export interface SensorMessageOptions {
  readonly topics: MqttTopics;
  /** Undefined: texts that somebody wrote are published too. */
  readonly privateTexts: PrivateTexts | undefined;
  /** Bytes. */
  readonly maxAttributes: number;
  readonly isRetained: (address: string) => boolean;
}

/** A sensor's state and attributes. An unknown state is not published: Home Assistant would warn about a timestamp that is not valid. */
export function buildSensorMessages(
  snapshot: SensorSnapshot,
  { topics, privateTexts, maxAttributes, isRetained }: SensorMessageOptions,
): MqttMessage[] {
  const { id, account, title, state, attributes, stale, gone, updatedAt, error, liveness } =
    privateTexts?.removeFromSensor(snapshot) ?? snapshot;
  const sensorTopics = topics.account(account).sensor(id.slice(account.length + 1));
  const payload = {
    title,
    ...attributes,
    state: state ?? null,
    stale,
    gone,
    updatedAt: updatedAt ?? null,
    ...(liveness !== undefined && { liveness }),
    ...(error !== undefined && { error }),
  };
  const retain = isRetained(id);
  return [
    ...(state === undefined ? [] : [{ topic: sensorTopics.state, payload: toStateText(state), retain, priority: publishPriority.state }]),
    {
      topic: sensorTopics.attributes,
      payload: fitAttributes(payload, maxAttributes),
      retain,
      priority: publishPriority.attributes,
    },
  ];
}
