import { invalidRecurrence } from "./invalid-recurrence.ts";

/** The parts of an RFC 5545 RRULE. Each is valid by itself, but Outlook may not support the rule. */
export interface RecurrenceRule {
  readonly freq: string;
  readonly interval: number;
  readonly count?: number;
  /** As written: `20261231` or `20261231T235959Z`. */
  readonly until?: string;
  readonly byDay: readonly { readonly ordinal: number | undefined; readonly day: string }[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  readonly wkst: string;
}

/** Graph's names of the days by those of RFC 5545. */
export const weekdayNames: Readonly<Record<string, string>> = {
  MO: "monday",
  TU: "tuesday",
  WE: "wednesday",
  TH: "thursday",
  FR: "friday",
  SA: "saturday",
  SU: "sunday",
};
const supportedParts = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"]);

/** @throws CasementError `input-invalid`. */
export function parseRrule(text: string): RecurrenceRule {
  const line = text.trim().replace(/^RRULE:/i, "");
  if (/[\r\n]/.test(line)) throw invalidRecurrence("give only the RRULE, without DTSTART, EXDATE or RDATE");
  const parts = new Map<string, string>();
  for (const part of line.toUpperCase().split(";")) {
    if (part === "") continue;
    const [name = "", value = ""] = part.split("=", 2);
    if (!supportedParts.has(name)) throw invalidRecurrence(`Outlook does not support ${name || part}`);
    if (value === "") throw invalidRecurrence(`${name} has no value`);
    if (parts.has(name)) throw invalidRecurrence(`${name} is given twice`);
    parts.set(name, value);
  }
  const freq = parts.get("FREQ");
  if (!freq) throw invalidRecurrence("FREQ is missing");
  const count = parts.get("COUNT");
  const until = parts.get("UNTIL");
  if (count !== undefined && until !== undefined) throw invalidRecurrence("COUNT and UNTIL cannot be combined");
  if (until !== undefined && !/^\d{8}(T\d{6}Z?)?$/.test(until))
    throw invalidRecurrence("UNTIL must be a date (20261231) or a date-time (20261231T225959Z)");
  const wkst = parts.get("WKST") ?? "MO";
  if (!weekdayNames[wkst]) throw invalidRecurrence("WKST must be a day: MO, TU, WE, TH, FR, SA or SU");
  return {
    freq,
    interval: parseInteger("INTERVAL", parts.get("INTERVAL") ?? "1", 1, 999),
    ...(count === undefined ? {} : { count: parseInteger("COUNT", count, 1, 999) }),
    ...(until === undefined ? {} : { until }),
    byDay: splitList(parts.get("BYDAY")).map(parseByDay),
    byMonthDay: parseIntegers("BYMONTHDAY", parts.get("BYMONTHDAY"), -31, 31),
    byMonth: parseIntegers("BYMONTH", parts.get("BYMONTH"), 1, 12),
    bySetPos: parseIntegers("BYSETPOS", parts.get("BYSETPOS"), -366, 366),
    wkst,
  };
}

function parseByDay(text: string): RecurrenceRule["byDay"][number] {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  if (!match?.[2]) throw invalidRecurrence(`BYDAY has "${text}", which is not a valid day`);
  return { ordinal: match[1] === undefined ? undefined : Number(match[1]), day: match[2] };
}

function splitList(text: string | undefined): string[] {
  return text === undefined ? [] : [...new Set(text.split(","))];
}

function parseIntegers(name: string, text: string | undefined, min: number, max: number): number[] {
  return splitList(text).map((entry) => parseInteger(name, entry, min, max));
}

function parseInteger(name: string, text: string, min: number, max: number): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max) || (value === 0 && min < 0))
    throw invalidRecurrence(`${name} must be a whole number from ${min} to ${max}${min < 0 ? ", not 0" : ""}`);
  return value;
}
