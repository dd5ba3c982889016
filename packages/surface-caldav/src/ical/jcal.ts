import ICAL from "ical.js";
import { InvalidIcal, invalidData } from "./invalid-ical.ts";

/** A property as ical.js parses it (RFC 7265). Values are not checked: the parser is lenient. */
export type JcalProperty = readonly [name: string, parameters: Readonly<Record<string, unknown>>, type: string, ...values: unknown[]];
export type JcalComponent = readonly [name: string, properties: readonly JcalProperty[], components: readonly JcalComponent[]];

/** ical.js takes time with the square of the parameters of a line, and of its values. */
const maxParameters = 10_000;
const maxValues = 1_000;
const severalValues = /^(categories|resources|exdate|rdate|freebusy)[;:]/i;

function checkLines(text: string): void {
  for (const line of text.replaceAll(/\r?\n[ \t]/g, "").split(/\r?\n/)) {
    if (line.length < maxValues) continue;
    if (countOf(line, ";") > maxParameters || (severalValues.test(line) && countOf(line, ",") > maxValues))
      throw invalidData("A line has too many parameters or values.");
  }
}

function countOf(line: string, separator: string): number {
  let count = 0;
  for (let at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, at + 1)) count++;
  return count;
}

/** The one VCALENDAR of a text. @throws InvalidIcal */
export function parseJcal(text: string): JcalComponent {
  checkLines(text);
  let parsed: unknown;
  try {
    parsed = ICAL.parse(text);
  } catch {
    throw invalidData("This is not iCalendar.");
  }
  const calendars = (Array.isArray((parsed as unknown[])[0]) ? parsed : [parsed]) as JcalComponent[];
  const [calendar] = calendars;
  if (!calendar || calendars.length !== 1 || calendar[0] !== "vcalendar") throw invalidData("A resource is one VCALENDAR.");
  if (calendar[1].some(([name]) => name === "method")) throw new InvalidIcal("valid-calendar-object-resource", "A resource has no METHOD.");
  return calendar;
}

export const propertiesNamed = ([, properties]: JcalComponent, wanted: string): readonly JcalProperty[] =>
  properties.filter(([name]) => name === wanted);

/** The property of a name that a component has at most once. @throws InvalidIcal */
export function propertyNamed(component: JcalComponent, wanted: string): JcalProperty | undefined {
  const [first, second] = propertiesNamed(component, wanted);
  if (second) throw invalidData(`${wanted.toUpperCase()} is there more than once.`);
  return first;
}

/** Undefined if it is empty. */
export function textOf(component: JcalComponent, name: string): string | undefined {
  const value = propertyNamed(component, name)?.[3];
  return value === undefined || value === "" ? undefined : String(value);
}

export function parameterOf([, parameters]: JcalProperty, name: string): string | undefined {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === undefined ? undefined : String(Array.isArray(value) ? value[0] : value);
}
