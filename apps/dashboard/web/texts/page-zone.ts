import { createStore } from "../api/value-store.ts";
import { wallTimeOf } from "./wall-time.ts";

/** The time zone of this device. */
export const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The time zone in which the page shows times and takes them: that of the first account, if the person has not chosen another one. */
export const pageZone = createStore(deviceZone);

/** The time zones of the accounts and of this device, those with the same clock once. */
export const zoneChoices = createStore<readonly string[]>([deviceZone]);

const storageName = "time zone";

export function setAccountZones(zones: readonly string[]): void {
  const choices: string[] = [];
  for (const zone of [...zones, deviceZone])
    if (isKnownZone(zone) && !choices.some((other) => haveSameClock(zone, other))) choices.push(zone);
  zoneChoices.set(choices);
  const chosen = localStorage.getItem(storageName);
  pageZone.set(choices.find((zone) => zone === chosen) ?? choices[0]!);
}

export function choosePageZone(zone: string): void {
  localStorage.setItem(storageName, zone);
  pageZone.set(zone);
}

/** Whether this device has another clock than the page. */
export const isDeviceElsewhere = (): boolean => pageZone.get() !== deviceZone && !haveSameClock(pageZone.get(), deviceZone);

/** A browser that is older than the hub may not know the zone. */
function isKnownZone(zone: string): boolean {
  try {
    return wallTimeOf(new Date(), zone) !== "";
  } catch {
    return false;
  }
}

const quarter = 91 * 86_400_000;
/** Whether two zones show the same time all year: Europe/Berlin and Europe/Vienna. */
const haveSameClock = (a: string, b: string): boolean =>
  [0, 1, 2, 3].every((at) => {
    const time = new Date(Date.now() + at * quarter);
    return wallTimeOf(time, a) === wallTimeOf(time, b);
  });
