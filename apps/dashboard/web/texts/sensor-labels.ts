import type { Sensor } from "../api/api-types.ts";
import { sensorTitleOf } from "./plugin-texts.ts";

/** Titles that sensors of several accounts have. */
let shared: ReadonlySet<string> = new Set();

/** Call it with all sensors when they have changed. */
export function noteSensorTitles(sensors: Iterable<Sensor>): void {
  const accountOf = new Map<string, string>();
  const found = new Set<string>();
  for (const { title, account, gone } of sensors) {
    if (gone) continue;
    if ((accountOf.get(title) ?? account) !== account) found.add(title);
    accountOf.set(title, account);
  }
  shared = found;
}

/** The title of a sensor where others are listed too: with its account if another account has one of this title. */
export const sensorLabelOf = (sensor: Sensor): string =>
  shared.has(sensor.title) ? `${sensorTitleOf(sensor)} · ${sensor.account}` : sensorTitleOf(sensor);
