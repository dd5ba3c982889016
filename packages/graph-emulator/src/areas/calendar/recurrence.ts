import { badRequest } from "../../protocol/graph-fault.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import { isSupportedTimeZone } from "../supported-time-zones.ts";

export const weekDays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type WeekDay = (typeof weekDays)[number];

const patternTypes = ["daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"] as const;
const rangeTypes = ["endDate", "noEnd", "numbered"] as const;
export const weekIndexes = ["first", "second", "third", "fourth", "last"] as const;

/** Graph's `recurrencePattern` as a GET returns it: all properties, with 0 or a default for unused ones. */
export interface RecurrencePattern {
  type: (typeof patternTypes)[number];
  interval: number;
  month: number;
  dayOfMonth: number;
  daysOfWeek?: WeekDay[];
  firstDayOfWeek: WeekDay;
  index: (typeof weekIndexes)[number];
}

/** Graph's `recurrenceRange` as a GET returns it. */
export interface RecurrenceRange {
  type: (typeof rangeTypes)[number];
  startDate: string;
  /** "0001-01-01" unless the range ends by date. */
  endDate: string;
  recurrenceTimeZone: string;
  numberOfOccurrences: number;
}

export interface PatternedRecurrence {
  pattern: RecurrencePattern;
  range: RecurrenceRange;
}

const invalid = (message: string) => badRequest(message, "ErrorPropertyValidationFailure");

/** Graph accepts enum members in any case. */
function readMember<const T extends readonly string[]>(values: T, given: unknown, name: string): T[number] {
  const found = values.find((value) => value.toLowerCase() === String(given).toLowerCase());
  if (found === undefined) throw invalid(`${name} has no member '${given}'.`);
  return found;
}

function readWholeNumber(given: unknown, least: number, most: number, name: string): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < least || value > most) throw invalid(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}

function readDate(given: unknown, name: string): string {
  const text = String(given).slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) throw invalid(`${name} must be a date.`);
  return text;
}

/**
 * Checks a `patternedRecurrence` from a request and adds Graph's defaults: the event's start date and time zone, interval 1, weeks that
 * begin on Sunday, and the index `first`.
 */
export function readRecurrence(given: unknown, start: { date: string; timeZone: string }): PatternedRecurrence {
  const recurrence = propertiesOf(given);
  if (!recurrence.pattern || !recurrence.range) throw invalid("A recurrence needs a pattern and a range.");
  const [pattern, range] = [propertiesOf(recurrence.pattern), propertiesOf(recurrence.range)];
  const type = readMember(patternTypes, pattern.type, "pattern.type");
  const daysOfWeek = itemsOf(pattern.daysOfWeek).map((name) => readMember(weekDays, name, "pattern.daysOfWeek"));
  if (/weekly|relative/.test(type) && daysOfWeek.length === 0) throw invalid(`pattern.daysOfWeek is required for ${type}.`);
  const absolute = type.startsWith("absolute");
  const yearly = type.endsWith("Yearly");
  const rangeType = readMember(rangeTypes, range.type, "range.type");
  const startDate = readDate(range.startDate ?? start.date, "range.startDate");
  const endDate = rangeType === "endDate" ? readDate(range.endDate, "range.endDate") : "0001-01-01";
  if (rangeType === "endDate" && endDate < startDate) throw invalid("range.endDate is before range.startDate.");
  const zone = String(range.recurrenceTimeZone || start.timeZone);
  if (!isSupportedTimeZone(zone)) throw invalid(`range.recurrenceTimeZone '${zone}' is not supported.`);
  return {
    pattern: {
      type,
      interval: readWholeNumber(pattern.interval ?? 1, 1, 999, "pattern.interval"),
      month: yearly ? readWholeNumber(pattern.month, 1, 12, "pattern.month") : 0,
      dayOfMonth: absolute ? readWholeNumber(pattern.dayOfMonth, 1, 31, "pattern.dayOfMonth") : 0,
      ...(daysOfWeek.length > 0 && { daysOfWeek }),
      firstDayOfWeek: readMember(weekDays, pattern.firstDayOfWeek ?? "sunday", "pattern.firstDayOfWeek"),
      index: readMember(weekIndexes, pattern.index ?? "first", "pattern.index"),
    },
    range: {
      type: rangeType,
      startDate,
      endDate,
      recurrenceTimeZone: zone,
      numberOfOccurrences: rangeType === "numbered" ? readWholeNumber(range.numberOfOccurrences, 1, 999, "range.numberOfOccurrences") : 0,
    },
  };
}
