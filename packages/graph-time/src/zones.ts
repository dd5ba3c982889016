import { Temporal } from "temporal-polyfill";
import { windowsZones } from "./windows-zones.generated.ts";

/** Names that Outlook uses although they are neither Windows nor IANA names, and Windows names that CLDR no longer maps. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["utc", "UTC"],
  ["etc/utc", "UTC"],
  ["tzone://microsoft/utc", "UTC"],
  ["coordinated universal time", "UTC"],
  ["z", "UTC"],
  ["kamchatka standard time", "Asia/Kamchatka"],
  ["mid-atlantic standard time", "Etc/GMT+2"],
]);

/** Zones that have changed their offset since CLDR mapped them. Source: IANA's tzdata, releases 2023d and 2024a. */
const corrections: readonly (readonly [name: string, windows: string])[] = [
  ["america/scoresbysund", "Greenland Standard Time"],
  ["antarctica/casey", "W. Australia Standard Time"],
  ["antarctica/vostok", "West Asia Standard Time"],
];

const ianaNames = new Map(Object.entries(windowsZones).map(([windows, names]) => [windows.toLowerCase(), names.split(" ")[0]!]));
const windowsNames = new Map([
  ...Object.entries(windowsZones).flatMap(([windows, names]) => names.split(" ").map((name) => [name.toLowerCase(), windows] as const)),
  ...corrections,
]);
const cache = new Map<string, string | undefined>();

/**
 * The IANA name of a time zone that Graph gives as a Windows name, an IANA name, "UTC" or "tzone://Microsoft/Utc". Undefined for an unknown
 * one, such as "Customized Time Zone" or "tzone://Microsoft/Custom".
 */
export function ianaZone(name: string): string | undefined {
  if (!cache.has(name)) cache.set(name, findZone(name.trim()));
  return cache.get(name);
}

function findZone(name: string): string | undefined {
  const lower = name.toLowerCase();
  const alias = aliases.get(lower);
  if (alias) return alias;
  const byWindowsName = ianaNames.get(lower);
  if (byWindowsName) return byWindowsName === "Etc/UTC" ? "UTC" : byWindowsName;
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

/**
 * The Windows name of a time zone that is given by either name, or by an older or newer name of IANA: Europe/Kiev and Europe/Kyiv are "FLE
 * Standard Time". Undefined for a zone without a Windows name, which Outlook does not accept. Among IANA's zones, only Antarctica/Troll has
 * none.
 */
export function windowsZone(name: string): string | undefined {
  const zone = ianaZone(name);
  return zone === undefined ? undefined : windowsNames.get(zone.toLowerCase());
}
