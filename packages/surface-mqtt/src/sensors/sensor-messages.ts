import type { SensorSnapshot } from "@casement/host";
import { type Message, rank } from "../publish/outbox.ts";
import type { Topics } from "../topics.ts";
import { fitAttributes } from "./fit-attributes.ts";
import { stateText } from "./state-text.ts";
import { withoutBodies } from "./without-bodies.ts";

export interface SensorMessageOptions {
  readonly topics: Topics;
  readonly bodies: boolean;
  readonly limit: number;
  readonly retained: (address: string) => boolean;
}

/** A sensor's state and attributes. No state before it is first known: Home Assistant would warn of a timestamp that is none. */
export function sensorMessages(snapshot: SensorSnapshot, { topics, bodies, limit, retained }: SensorMessageOptions): Message[] {
  const { id, account, title, state, attributes, stale, gone, updatedAt, error } = snapshot;
  const sensor = topics.account(account).sensor(id.slice(account.length + 1));
  const shown = bodies ? attributes : (withoutBodies(attributes) as typeof attributes);
  const all = { title, ...shown, state: state ?? null, stale, gone, updatedAt: updatedAt ?? null, ...(error !== undefined && { error }) };
  const retain = retained(id);
  return [
    ...(state === undefined ? [] : [{ topic: sensor.state, payload: stateText(state), retain, rank: rank.state }]),
    { topic: sensor.attributes, payload: fitAttributes(all, limit), retain, rank: rank.attributes },
  ];
}
