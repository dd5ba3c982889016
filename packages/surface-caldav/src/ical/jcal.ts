import ICAL from "ical.js";
import { InvalidIcal, invalidData } from "./invalid-ical.ts";

/** A property as ical.js parses it (RFC 7265). Values are not checked: the parser is lenient. */
export type JcalProperty = readonly [name: string, parameters: Readonly<Record<string, unknown>>, type: string, ...values: unknown[]];
export type JcalComponent = readonly [name: string, properties: readonly JcalProperty[], components: readonly JcalComponent[]];

/** The one VCALENDAR of a text. @throws InvalidIcal */
export function parseJcal(text: string): JcalComponent {
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
