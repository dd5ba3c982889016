import { createHash } from "node:crypto";
import { toWellFormed } from "@casement/core";
import { type JournalEvent, type SensorSnapshot, toSensorJson } from "@casement/host";

/** Longest body, in bytes. The attributes of a sensor whose message would be longer are left out: the receiver can read it over HTTP. */
export const maxBody = 128 * 1_024;

/** `type` of a sensor's message. It cannot be the type of an event, which has a slash. */
export const sensorChanged = "sensor-changed";

const bodyOf = (type: string, timestamp: string, data: object): string => JSON.stringify(toWellFormed({ type, timestamp, data }));

export function eventBody(event: JournalEvent): string {
  const body = bodyOf(event.type, event.at, event);
  return Buffer.byteLength(body) <= maxBody ? body : bodyOf(event.type, event.at, { ...event, payload: null, cut: true });
}

/** The sensor as `GET /api/v1/sensors/…` returns it. `cut`: its attributes were too large. */
export function sensorBody(sensor: SensorSnapshot, now: Date): string {
  const { present: _, ...data } = toSensorJson(sensor);
  const timestamp = data.updatedAt ?? now.toISOString();
  const body = bodyOf(sensorChanged, timestamp, data);
  return Buffer.byteLength(body) <= maxBody ? body : bodyOf(sensorChanged, timestamp, { ...data, attributes: {}, cut: true });
}

export const testBody = (now: Date): string => bodyOf("webhook-test", now.toISOString(), { text: "This is a test from Casement." });

/** Tells whether the value of a sensor changed, also across a restart. What says how fresh it is does not count. */
export const fingerprintOf = ({ state, attributes, gone }: SensorSnapshot): string =>
  createHash("sha256")
    .update(JSON.stringify([state ?? null, attributes, gone]))
    .digest("base64url")
    .slice(0, 16);
