import { Temporal } from "temporal-polyfill";
import { findIana, findWindows } from "windows-iana";

/** Names that Outlook uses although they are neither Windows nor IANA names. */
const aliases: Record<string, string> = { utc: "UTC", "tzone://microsoft/utc": "UTC", "coordinated universal time": "UTC", z: "UTC" };

/** For these zones, windows-iana lists the outdated IANA name first. */
const currentNames: Record<string, string> = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "Etc/UTC": "UTC",
};

const cache = new Map<string, string | undefined>();

/**
 * The IANA name of a time zone that Graph gives as a Windows name, an IANA name, "UTC" or "tzone://Microsoft/Utc". Undefined for an unknown
 * one, such as "Customized Time Zone".
 */
export function ianaZone(name: string): string | undefined {
  if (!cache.has(name)) cache.set(name, findZone(name.trim()));
  return cache.get(name);
}

function findZone(name: string): string | undefined {
  const alias = aliases[name.toLowerCase()];
  if (alias) return alias;
  const first = findIana(name)[0];
  if (first) return currentNames[first] ?? first;
  // Temporal accepts offsets ("+02:00") as zones. Graph does not. Names begin with a letter: "Europe/Berlin", "EST5EDT".
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch {
    return undefined;
  }
}

/** The IANA name of a time zone. @throws RangeError for an unknown one. */
export function requireZone(name: string): string {
  const zone = ianaZone(name);
  if (zone === undefined) throw new RangeError(`"${name}" is not a known time zone. Use an IANA name, a Windows name or "UTC".`);
  return zone;
}

/** The Windows name of a time zone that is given by either name. Undefined where Windows has none. */
export function windowsZone(name: string): string | undefined {
  const zone = ianaZone(name);
  if (zone === undefined) return undefined;
  return zone === "UTC" ? "UTC" : findWindows(zone)[0];
}
