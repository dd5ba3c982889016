import { Temporal } from "temporal-polyfill";
import { findIana, findWindows } from "windows-iana";

/** Spellings of Outlook's that are neither Windows nor IANA names. */
const aliases: Record<string, string> = { utc: "UTC", "tzone://microsoft/utc": "UTC", "coordinated universal time": "UTC", z: "UTC" };

/** windows-iana lists the old IANA name first for these zones. */
const renamed: Record<string, string> = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "Etc/UTC": "UTC",
};

const known = new Map<string, string | undefined>();

/** The IANA name of a zone that Graph spells the Windows way, the IANA way, "UTC" or "tzone://Microsoft/Utc"; undefined for "Customized Time Zone" and anything unknown. */
export function ianaZone(name: string): string | undefined {
  if (!known.has(name)) known.set(name, find(name.trim()));
  return known.get(name);
}

function find(name: string): string | undefined {
  const alias = aliases[name.toLowerCase()];
  if (alias) return alias;
  const first = findIana(name)[0];
  if (first) return renamed[first] ?? first;
  // "Europe/Berlin" and "EST5EDT" are names; "+02:00" is an offset, which Temporal would take and Graph does not.
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch {
    return undefined;
  }
}

/** The IANA name of a zone, or a RangeError that names the zone. */
export function requireZone(name: string): string {
  const zone = ianaZone(name);
  if (zone === undefined) throw new RangeError(`"${name}" is no time zone: use a Windows name, an IANA name or "UTC".`);
  return zone;
}

/** The Windows name of a zone given either way; undefined where Windows has none. */
export function windowsZone(name: string): string | undefined {
  const zone = ianaZone(name);
  if (zone === undefined) return undefined;
  return zone === "UTC" ? "UTC" : findWindows(zone)[0];
}
