import type { CalendarComponent, CalendarTime } from "@casement/core";
import ICAL from "ical.js";
import { InvalidIcal, invalidData } from "./invalid-ical.ts";
import { type JcalComponent, parameterOf, propertiesNamed, propertyNamed, textOf } from "./jcal.ts";
import { readAlarm } from "./read-alarm.ts";
import { readAttendee, readPerson } from "./read-people.ts";
import { endOf, laterTime, type TimeReader } from "./read-times.ts";

const statuses: Readonly<Record<string, readonly string[]>> = {
  vevent: ["TENTATIVE", "CONFIRMED", "CANCELLED"],
  vtodo: ["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"],
};

/** One VEVENT or VTODO as plain values, without what Microsoft 365 does not have. @throws InvalidIcal */
export function readComponent(part: JcalComponent, times: TimeReader): CalendarComponent {
  const isEvent = part[0] === "vevent";
  const time = (name: string): CalendarTime | undefined => {
    const property = propertyNamed(part, name);
    return property && times.read(property);
  };
  const choice = (name: string, values: readonly string[]): string | undefined => {
    const value = textOf(part, name)?.toUpperCase();
    return value !== undefined && values.includes(value) ? value : undefined;
  };
  const dtstart = time("dtstart");
  const end = endOf(part, isEvent ? "dtend" : "due", dtstart, times);
  const recurrenceId = propertyNamed(part, "recurrence-id");
  if (recurrenceId && parameterOf(recurrenceId, "range") !== undefined)
    throw new InvalidIcal("valid-calendar-object-resource", "RANGE is not supported: end the series, and begin another one.");
  for (const name of ["rdate", "exrule"])
    if (propertiesNamed(part, name).length > 0)
      throw new InvalidIcal("valid-calendar-object-resource", `Microsoft 365 has no ${name.toUpperCase()}.`);
  if (isEvent) checkSpan(dtstart, end);
  const organizer = propertyNamed(part, "organizer");
  return withoutUndefined({
    recurrenceId: recurrenceId && times.read(recurrenceId),
    dtstart,
    dtend: isEvent ? (end ?? laterTime(dtstart!, dtstart!.at.length === 10 ? 86_400 : 0)) : undefined,
    due: isEvent ? undefined : end,
    completed: utc(time("completed")),
    summary: textOf(part, "summary"),
    description: textOf(part, "description"),
    location: textOf(part, "location"),
    status: choice("status", statuses[part[0]]!),
    transp: choice("transp", ["OPAQUE", "TRANSPARENT"]),
    class: choice("class", ["PUBLIC", "PRIVATE", "CONFIDENTIAL"]),
    priority: numberOf(part, "priority", 9),
    percentComplete: numberOf(part, "percent-complete", 100),
    categories: nonEmpty(propertiesNamed(part, "categories").flatMap(([, , , ...values]) => values.map(String).filter(Boolean))),
    organizer: organizer && readPerson(organizer),
    attendees: nonEmpty(propertiesNamed(part, "attendee").flatMap(readAttendee)),
    rrule: ruleOf(part),
    exdate: nonEmpty(propertiesNamed(part, "exdate").flatMap((property) => property.slice(3).map((value) => times.read(property, value)))),
    alarm: readAlarm(part, dtstart, end, times),
  }) as CalendarComponent;
}

function checkSpan(start: CalendarTime | undefined, end: CalendarTime | undefined): void {
  if (!start) throw invalidData("An event needs a DTSTART.");
  if (end && (start.at.length === 10) !== (end.at.length === 10))
    throw invalidData("DTSTART and DTEND must both be dates, or both be times.");
  if (end && start.zone === end.zone && start.at.endsWith("Z") === end.at.endsWith("Z") && end.at < start.at)
    throw invalidData("DTEND is before DTSTART.");
}

function ruleOf(part: JcalComponent): string | undefined {
  const property = propertyNamed(part, "rrule");
  if (!property) return undefined;
  const { count = 1 } = property[3] as { readonly count?: number };
  if (count < 1) throw invalidData("COUNT of RRULE must be at least 1.");
  try {
    return ICAL.Recur.fromData(property[3] as never).toString();
  } catch {
    throw invalidData("RRULE cannot be read.");
  }
}

function numberOf(part: JcalComponent, name: string, max: number): number | undefined {
  const value = propertyNamed(part, name)?.[3];
  const number = Number(value);
  if (value === undefined || value === "") return undefined;
  if (!Number.isInteger(number) || number < 0 || number > max)
    throw invalidData(`${name.toUpperCase()} must be a whole number from 0 to ${max}.`);
  return number === 0 ? undefined : number;
}

/** COMPLETED is in UTC. Some programs write a day. */
const utc = (time: CalendarTime | undefined): string | undefined =>
  time && (time.at.length === 10 ? `${time.at}T00:00:00Z` : time.at.endsWith("Z") ? time.at : `${time.at}Z`);

const nonEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);
const withoutUndefined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
