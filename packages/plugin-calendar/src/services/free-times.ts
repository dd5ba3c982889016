import { addDays, ianaZone, localDate, parseInstant, startOfDay } from "@casement/graph-time";

/** In milliseconds since 1970. `end` is exclusive. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** The working hours of a person, as `getSchedule` returns them. Source: learn.microsoft.com/graph/api/resources/workinghours */
export interface GraphWorkingHours {
  daysOfWeek?: readonly (string | null)[] | null;
  startTime?: string | null;
  endTime?: string | null;
  timeZone?: { name?: string | null } | null;
}

const dayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const usualHours = { daysOfWeek: dayNames.slice(1, 6), startTime: "09:00", endTime: "17:00" };

/**
 * When a person works within a span, in order. What is not stated is Monday to Friday, 9:00 to 17:00. A custom time zone, which Graph describes
 * only by its rules, counts as `zone`.
 */
export function workingTimes(hours: GraphWorkingHours | null | undefined, zone: string, { start, end }: TimeSpan): TimeSpan[] {
  const own = ianaZone(hours?.timeZone?.name ?? "") ?? zone;
  const days = new Set((hours?.daysOfWeek ?? usualHours.daysOfWeek).map((name) => dayNames.indexOf(String(name).toLowerCase())));
  const [from, to] = [clockTime(hours?.startTime) ?? usualHours.startTime, clockTime(hours?.endTime) ?? usualHours.endTime];
  const spans: TimeSpan[] = [];
  const last = localDate(new Date(end), own);
  // From the day before: a night shift can reach into the first day.
  for (let date = addDays(localDate(new Date(start), own), -1); date <= last; date = addDays(date, 1)) {
    if (!days.has(new Date(`${date}T00:00:00Z`).getUTCDay())) continue;
    const begin = instantAt(date, from, own);
    const until = instantAt(to > from ? date : addDays(date, 1), to, own);
    if (begin < end && until > start) spans.push({ start: Math.max(begin, start), end: Math.min(until, end) });
  }
  return spans;
}

const clockTime = (text: string | null | undefined): string | undefined => /^\d\d:\d\d/.exec(text ?? "")?.[0];

const instantAt = (date: string, time: string, zone: string): number =>
  (time === "00:00" ? startOfDay(date, zone) : parseInstant(`${date}T${time}:00`, zone)).getTime();

/** The times that are in both lists, which are in order. */
export function intersectSpans(a: readonly TimeSpan[], b: readonly TimeSpan[]): TimeSpan[] {
  const both: TimeSpan[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; a[i]!.end < b[j]!.end ? i++ : j++) {
    const span = { start: Math.max(a[i]!.start, b[j]!.start), end: Math.min(a[i]!.end, b[j]!.end) };
    if (span.start < span.end) both.push(span);
  }
  return both;
}

/** The intervals of an availability view whose digit is one of `free`, as spans. The first interval begins at `start`. */
export function freeTimes(availabilityView: string, start: number, interval: number, free: string): TimeSpan[] {
  const spans: TimeSpan[] = [];
  for (const [index, digit] of [...availabilityView].entries()) {
    if (!free.includes(digit)) continue;
    const at = start + index * interval;
    const last = spans.at(-1);
    if (last?.end === at) spans[spans.length - 1] = { start: last.start, end: at + interval };
    else spans.push({ start: at, end: at + interval });
  }
  return spans;
}

/** Consecutive slots of one length that fit into the spans, without end. Each begins at a multiple of `step`. */
export function* slotsIn(spans: readonly TimeSpan[], length: number, step: number): Iterable<TimeSpan> {
  for (const { start, end } of spans)
    for (let at = Math.ceil(start / step) * step; at + length <= end; at += Math.ceil(length / step) * step)
      yield { start: at, end: at + length };
}
