import type { CalendarTime } from "@casement/core";
import { ianaZone } from "@casement/graph-time";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { invalidData } from "./invalid-ical.ts";
import { type JcalComponent, type JcalProperty, parameterOf, propertyNamed, textOf } from "./jcal.ts";

/** Reads the times of a resource, whose time zones may be described by VTIMEZONE. */
export interface TimeReader {
  /** @throws InvalidIcal */
  read(property: JcalProperty, value?: unknown): CalendarTime;
}

/** `isSeries`: a time zone that is not known by name cannot be turned into UTC, because the series would move when the clocks change. */
export function createTimeReader(calendar: JcalComponent, isSeries: boolean): TimeReader {
  const zones = new Map(calendar[2].filter(([name]) => name === "vtimezone").map((zone) => [textOf(zone, "tzid") ?? "", zone]));
  return {
    read(property, value = property[3]) {
      const [name, , type] = property;
      const at = String(value);
      const label = name.toUpperCase();
      if (type === "date" || /^\d{4}-\d\d-\d\d$/.test(at)) return { at: validDay(at, label) };
      const isUtc = at.endsWith("Z");
      const wall = validWall(isUtc ? at.slice(0, -1) : at, label);
      if (isUtc) return { at: `${wall}Z` };
      const tzid = parameterOf(property, "tzid");
      // Without a zone, it is the account's.
      if (tzid === undefined) return { at: wall };
      const zone = zoneNamed(tzid) ?? zoneNamed(textIn(zones.get(tzid), "x-lic-location"));
      if (zone !== undefined) return zone === "UTC" ? { at: `${wall}Z` } : { at: wall, zone };
      return { at: utcOf(wall, tzid, zones.get(tzid), isSeries) };
    },
  };
}

const textIn = (component: JcalComponent | undefined, name: string): string | undefined => component && textOf(component, name);

/** Also of Outlook, and of programs that put a path before the name. */
function zoneNamed(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const parts = name.split("/");
  for (const candidate of [name, parts.slice(-3).join("/"), parts.slice(-2).join("/"), parts.at(-1)!]) {
    const zone = ianaZone(candidate);
    if (zone !== undefined) return zone;
  }
  return undefined;
}

function utcOf(wall: string, tzid: string, described: JcalComponent | undefined, isSeries: boolean): string {
  if (!described) throw invalidData("A time zone is neither known nor described by a VTIMEZONE.");
  if (isSeries) throw invalidData("The time zone of a series must have a name of the IANA, such as Europe/Berlin.");
  try {
    const time = ICAL.Time.fromDateTimeString(wall);
    time.zone = new ICAL.Timezone({ component: new ICAL.Component(described as never), tzid });
    return `${validWall(time.convertToZone(ICAL.Timezone.utcTimezone).toString().replace(/Z$/, ""), "VTIMEZONE")}Z`;
  } catch {
    throw invalidData("A VTIMEZONE cannot be read.");
  }
}

function validDay(text: string, name: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    throw invalidData(`${name} has no valid date.`);
  }
}

function validWall(text: string, name: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text))
    try {
      // A leap second is the second before.
      const time = Temporal.PlainDateTime.from(text.replace(/:60$/, ":59"), { overflow: "reject" });
      return time.toString({ smallestUnit: "second" });
    } catch {}
  throw invalidData(`${name} has no valid time.`);
}

/** A time with a duration added, as the clock on the wall has it. */
export function laterTime({ at, zone }: CalendarTime, seconds: number): CalendarTime {
  const isDay = at.length === 10;
  const utc = Date.parse(isDay ? `${at}T00:00:00Z` : at.endsWith("Z") ? at : `${at}Z`) + seconds * 1000;
  if (!(Math.abs(utc) < maxTime)) throw invalidData("DURATION is too long.");
  const text = new Date(utc).toISOString();
  const later = isDay && seconds % 86_400 === 0 ? text.slice(0, 10) : `${text.slice(0, 19)}${at.endsWith("Z") ? "Z" : ""}`;
  return { at: later, ...(zone !== undefined && { zone }) };
}
/** The year 10000. */
const maxTime = 253_402_300_800_000;

/** The seconds of a DURATION or TRIGGER. @throws InvalidIcal */
export function secondsOf(text: unknown, name: string): number {
  try {
    const seconds = ICAL.Duration.fromString(String(text)).toSeconds();
    if (Number.isSafeInteger(seconds)) return seconds;
  } catch {}
  throw invalidData(`${name} has no valid duration.`);
}

/** The end of an event, or when a task is due: as given, or after a duration. */
export function endOf(part: JcalComponent, name: string, start: CalendarTime | undefined, times: TimeReader): CalendarTime | undefined {
  const property = propertyNamed(part, name);
  if (property) return times.read(property);
  const duration = propertyNamed(part, "duration");
  return start && duration ? laterTime(start, secondsOf(duration[3], "DURATION")) : undefined;
}
