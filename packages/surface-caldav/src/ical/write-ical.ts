import type { CalendarComponent, CalendarResource } from "@casement/core";
import { foldLine } from "./fold-line.ts";
import { alarmProperties, componentProperties, type IcalProperty } from "./ical-properties.ts";
import { zoneText } from "./zone-text.ts";

/** What of a resource is written. */
export interface IcalSelection {
  /** Names in capitals. Default: all. */
  readonly properties?: ReadonlySet<string>;
  readonly alarms: boolean;
  /** Nothing of the resource is written. */
  readonly isOmitted?: true;
}

export interface IcalObject {
  readonly resource: CalendarResource;
  readonly component: "VEVENT" | "VTODO";
}

/** An iCalendar text that is made bit by bit. */
export interface IcalText {
  add(object: IcalObject): void;
  /** The text, with the time zones that its resources name. `head`: properties of the calendar itself. */
  end(head?: readonly IcalProperty[]): string;
}

/** Written by hand, because a first synchronization asks for all resources at once. */
export function createIcalText(selection?: IcalSelection): IcalText {
  const zones = new Map<string, string>();
  const body: string[] = [];
  return {
    add({ resource: { uid, components }, component }) {
      if (!selection?.isOmitted) for (const each of components) writeComponent(body, uid, each, component, zones, selection);
    },
    end: (head) => writeCalendar([...[...zones].map(([zone, from]) => zoneText(zone, Number(from.slice(0, 4)))), ...body], head),
  };
}

/** One resource as iCalendar. */
export function writeIcal(object: IcalObject, selection?: IcalSelection): string {
  const text = createIcalText(selection);
  text.add(object);
  return text.end();
}

/** A VCALENDAR around lines that are written already. */
export function writeCalendar(lines: readonly string[], head: readonly IcalProperty[] = []): string {
  const first = ["BEGIN:VCALENDAR", "PRODID:-//Casement//CalDAV//EN", "VERSION:2.0", ...head.map(writeProperty)];
  return `${[...first, ...lines, "END:VCALENDAR"].join("\r\n")}\r\n`;
}

function writeComponent(
  out: string[],
  uid: string,
  given: CalendarComponent,
  component: string,
  zones: Map<string, string>,
  { properties, alarms }: IcalSelection = { alarms: true },
): void {
  for (const { at, zone } of [given.recurrenceId, given.dtstart, given.dtend, given.due, ...(given.exdate ?? [])].filter(
    (time) => time !== undefined,
  ))
    if (zone !== undefined && !(zones.get(zone)! <= at)) zones.set(zone, at);
  out.push(`BEGIN:${component}`);
  for (const property of componentProperties(uid, given)) if (properties?.has(property.name) ?? true) out.push(writeProperty(property));
  if (given.alarm && alarms) out.push("BEGIN:VALARM", ...alarmProperties(given.alarm, given.summary).map(writeProperty), "END:VALARM");
  out.push(`END:${component}`);
}

export function writeProperty({ name, parameters, values, isText }: IcalProperty): string {
  let line = name;
  for (const [parameter, value] of Object.entries(parameters ?? {})) line += `;${parameter}=${writeParameter(parameter, value)}`;
  return foldLine(`${line}:${isText ? values.map(escapeText).join(",") : values.join(",")}`);
}

const controls = /(?![\t\n\r])\p{Cc}/gu;
const lineBreak = /\r\n?|\n/g;

const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(controls, "")
    .replace(/[\\;,]/g, "\\$&")
    .replace(lineBreak, "\\n");

/** RFC 6868 for what a quoted text cannot hold. */
function writeParameter(name: string, value: string): string {
  if (name !== "CN") return value;
  return `"${value.toWellFormed().replace(controls, "").replace(/\^/g, "^^").replace(/"/g, "^'").replace(lineBreak, "^n")}"`;
}
