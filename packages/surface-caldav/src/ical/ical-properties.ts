import type { CalendarAlarm, CalendarComponent, CalendarPerson, CalendarTime } from "@casement/core";

/** One property of RFC 5545. */
export interface IcalProperty {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** One or more values, not escaped. */
  readonly values: readonly string[];
  /** Whether the values are texts, which are escaped. */
  readonly isText?: true;
}

/** The properties of one VEVENT or VTODO, in the order in which they are written. */
export function componentProperties(uid: string, given: CalendarComponent): IcalProperty[] {
  const found: IcalProperty[] = [];
  const add = (name: string, value: string | number | undefined, parameters?: IcalProperty["parameters"]): void => {
    if (value !== undefined) found.push({ name, values: [String(value)], ...(parameters && { parameters }) });
  };
  const addText = (name: string, ...values: readonly (string | undefined)[]): void => {
    const texts = values.filter((value) => value !== undefined);
    if (texts.length > 0) found.push({ name, values: texts, isText: true });
  };
  const addTime = (name: string, time: CalendarTime | undefined): void => {
    if (time) found.push(timeProperty(name, time));
  };
  addText("UID", uid);
  // Of the resource, not of now, so that the same resource is the same text.
  add("DTSTAMP", formatUtc(given.lastModified ?? given.created ?? "2000-01-01T00:00:00Z"));
  add("CREATED", given.created && formatUtc(given.created));
  add("LAST-MODIFIED", given.lastModified && formatUtc(given.lastModified));
  addTime("RECURRENCE-ID", given.recurrenceId);
  addTime("DTSTART", given.dtstart);
  addTime("DTEND", given.dtend);
  addTime("DUE", given.due);
  add("COMPLETED", given.completed && formatUtc(given.completed));
  add("RRULE", given.rrule);
  for (const each of given.exdate ?? []) addTime("EXDATE", each);
  addText("SUMMARY", given.summary);
  addText("DESCRIPTION", given.description);
  addText("LOCATION", given.location);
  add("URL", withoutSpace(given.url));
  add("CONFERENCE", withoutSpace(given.conference), { VALUE: "URI", FEATURE: "VIDEO" });
  add("STATUS", given.status);
  add("TRANSP", given.transp);
  add("CLASS", given.class);
  add("PRIORITY", given.priority);
  add("PERCENT-COMPLETE", given.percentComplete);
  addText("CATEGORIES", ...(given.categories ?? []));
  const { organizer } = given;
  if (organizer) add("ORGANIZER", addressOf(organizer), nameParameter(organizer));
  for (const attendee of given.attendees ?? []) {
    const { partstat, role, cutype } = attendee;
    const parameters = { PARTSTAT: partstat, ...(role && { ROLE: role }), ...(cutype && { CUTYPE: cutype }) };
    add("ATTENDEE", addressOf(attendee), { ...nameParameter(attendee), ...parameters });
  }
  for (const [name, value] of Object.entries(given.xProperties ?? {})) addText(name, value);
  return found;
}

/** The properties of a VALARM. */
export const alarmProperties = (alarm: CalendarAlarm, summary = "Reminder"): IcalProperty[] => [
  { name: "ACTION", values: ["DISPLAY"] },
  "at" in alarm
    ? { name: "TRIGGER", parameters: { VALUE: "DATE-TIME" }, values: [formatUtc(alarm.at)] }
    : { name: "TRIGGER", values: [alarm.minutesBefore === 0 ? "PT0S" : `-PT${alarm.minutesBefore}M`] },
  { name: "DESCRIPTION", values: [summary], isText: true },
];

function timeProperty(name: string, { at, zone }: CalendarTime): IcalProperty {
  if (at.length === 10) return { name, parameters: { VALUE: "DATE" }, values: [compact(at)] };
  return { name, ...(zone !== undefined && { parameters: { TZID: zone } }), values: [compact(at)] };
}

const compact = (at: string): string => (at.length === 16 ? `${at}:00` : at).replace(/[-:]/g, "");

/** `20260302T090000Z` for an ISO 8601 time in UTC. */
export const formatUtc = (moment: string): string => `${compact(moment.slice(0, 19))}Z`;

const withoutSpace = (text: string | undefined): string | undefined => text?.replace(/[\p{Cc}\s]/gu, "");
const addressOf = ({ email }: CalendarPerson): string => `mailto:${withoutSpace(email)}`;
const nameParameter = ({ name }: CalendarPerson): { CN?: string } => (name === undefined ? {} : { CN: name });
