import { invalid } from "./invalid.ts";

/** RFC 5545 RRULE, taken apart but not yet judged. */
export interface Rule {
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

/** Days as RFC 5545 and Graph spell them. */
export const days: Readonly<Record<string, string>> = {
  MO: "monday",
  TU: "tuesday",
  WE: "wednesday",
  TH: "thursday",
  FR: "friday",
  SA: "saturday",
  SU: "sunday",
};
const known = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"]);

export function parseRrule(text: string): Rule {
  const line = text.trim().replace(/^RRULE:/i, "");
  if (/[\r\n]/.test(line)) throw invalid("give the RRULE alone, without DTSTART, EXDATE or RDATE");
  const parts = new Map<string, string>();
  for (const part of line.toUpperCase().split(";")) {
    if (part === "") continue;
    const [name = "", value = ""] = part.split("=", 2);
    if (!known.has(name)) throw invalid(`Outlook cannot express ${name || part}`);
    if (value === "") throw invalid(`${name} has no value`);
    if (parts.has(name)) throw invalid(`${name} is given twice`);
    parts.set(name, value);
  }
  const freq = parts.get("FREQ");
  if (!freq) throw invalid("FREQ is missing");
  const count = parts.get("COUNT");
  const until = parts.get("UNTIL");
  if (count !== undefined && until !== undefined) throw invalid("COUNT and UNTIL exclude each other");
  if (until !== undefined && !/^\d{8}(T\d{6}Z?)?$/.test(until))
    throw invalid("UNTIL must be a date (20261231) or a date-time (20261231T225959Z)");
  const wkst = parts.get("WKST") ?? "MO";
  if (!days[wkst]) throw invalid("WKST must be a day: MO, TU, WE, TH, FR, SA or SU");
  return {
    freq,
    interval: integer("INTERVAL", parts.get("INTERVAL") ?? "1", 1, 999),
    ...(count === undefined ? {} : { count: integer("COUNT", count, 1, 999) }),
    ...(until === undefined ? {} : { until }),
    byDay: list(parts.get("BYDAY")).map(dayOf),
    byMonthDay: integers("BYMONTHDAY", parts.get("BYMONTHDAY"), -31, 31),
    byMonth: integers("BYMONTH", parts.get("BYMONTH"), 1, 12),
    bySetPos: integers("BYSETPOS", parts.get("BYSETPOS"), -366, 366),
    wkst,
  };
}

function dayOf(text: string): Rule["byDay"][number] {
  const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  if (!found?.[2]) throw invalid(`BYDAY has "${text}", which is no day`);
  return { ordinal: found[1] === undefined ? undefined : Number(found[1]), day: found[2] };
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : [...new Set(text.split(","))];
}

function integers(name: string, text: string | undefined, min: number, max: number): number[] {
  return list(text).map((entry) => integer(name, entry, min, max));
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max) || (value === 0 && min < 0))
    throw invalid(`${name} must be a whole number from ${min} to ${max}${min < 0 ? ", not 0" : ""}`);
  return value;
}
