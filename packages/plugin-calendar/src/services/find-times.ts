import { CasementError, invalidInput, service } from "@casement/core";
import type { GraphSchedule } from "@casement/graph-calendar";
import {
  addressFormat,
  addressList,
  dateOrDateTime,
  instantOf,
  resolveEnd,
  resolveTime,
  timeZoneName,
  toGraphDateTime,
} from "@casement/graph-input";
import { toIso } from "@casement/graph-time";
import * as z from "zod";
import { freeTimes, type GraphWorkingHours, intersectSpans, slotsIn, workingTimes } from "./free-times.ts";

const minute = 60_000;
const day = 86_400_000;
/** Graph accepts up to 62 days. */
const longestRange = 31 * day;
/** How finely free times are looked at, and on which times slots begin. */
const grid = 15 * minute;
/** Digits of an availability view: free, and working elsewhere. */
const freeDigits = "04";
const tentativeDigit = "1";

/** Not supported by Microsoft for personal accounts. */
export const findTimes = service({
  title: "Find times for a meeting",
  summary: "Find times when you and other people are free and at work.",
  input: z.object({
    emails: addressList(19).meta({
      title: "People",
      description: "Email addresses of the others, rooms too",
      ...addressFormat,
      "x-aliases": ["people", "attendees"],
    }),
    minutes: z
      .int()
      .min(5)
      .max(1440)
      .default(30)
      .meta({ description: "Length of the meeting", "x-aliases": ["duration", "length"] }),
    start: dateOrDateTime.optional().meta({ description: "Default: now", "x-aliases": ["from"] }),
    end: dateOrDateTime.optional().meta({ description: "Default: seven days after start", "x-aliases": ["to", "until"] }),
    workingHours: z.boolean().default(true).meta({ description: "Only within the working hours of everybody", "x-group": "More" }),
    tentative: z.boolean().default(false).meta({ description: "Also times with a tentative event", "x-group": "More" }),
    maxItems: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta({ title: "Maximum number", "x-aliases": ["limit"], "x-group": "More" }),
    timeZone: timeZoneName.optional().meta({ "x-group": "More" }),
  }),
  output: z.object({
    slots: z.array(z.object({ start: z.string(), end: z.string() })).describe("ISO 8601 with offset, as create-event accepts them"),
    truncated: z.boolean().describe("There are more. Pass the end of the last one as start"),
    unknown: z
      .array(z.object({ email: z.string(), error: z.string() }))
      .optional()
      .describe("People whose schedule could not be read. They are not considered"),
  }),
  scope: "Calendars.ReadBasic",
  effect: "read",
  async run({ input, account, graph, now }) {
    if (account.type === "personal")
      throw new CasementError(
        "service-refused",
        "find-times requires a work or school account. Microsoft does not offer free/busy times for personal accounts.",
        { details: { reason: "work-account" } },
      );
    const zone = input.timeZone ?? account.timeZone;
    const context = { zone, now: now() };
    const from = input.start === undefined ? toIso(context.now, zone) : resolveTime(input.start, context);
    const start = Math.ceil(Math.max(instantOf(from, zone, "start").getTime(), context.now.getTime()) / grid) * grid;
    const end = input.end === undefined ? start + 7 * day : instantOf(resolveEnd(input.end, from, context), zone, "end").getTime();
    if (end <= start) throw invalidInput("end", "is not after start, or in the past");
    if (end - start > longestRange) throw invalidInput("end", "is more than 31 days after start");
    const me = account.username.toLowerCase();
    const people = [account.username, ...input.emails.map(({ address }) => address).filter((address) => address.toLowerCase() !== me)];
    const { value } = await graph.query<{ value: (GraphSchedule & { workingHours?: GraphWorkingHours | null })[] }>(
      `${account.mailbox}/calendar/getSchedule`,
      {
        schedules: people,
        startTime: toGraphDateTime(new Date(start), zone),
        endTime: toGraphDateTime(new Date(end), zone),
        availabilityViewInterval: grid / minute,
      },
    );
    const free = input.tentative ? freeDigits + tentativeDigit : freeDigits;
    let common = [{ start, end }];
    const unknown: { email: string; error: string }[] = [];
    for (const { scheduleId, availabilityView, workingHours, error } of value) {
      if (error || !availabilityView) {
        unknown.push({ email: scheduleId ?? "", error: error?.message ?? error?.responseCode ?? "no free/busy times" });
        continue;
      }
      common = intersectSpans(common, freeTimes(availabilityView, start, grid, free));
      if (input.workingHours) common = intersectSpans(common, workingTimes(workingHours, zone, { start, end }));
    }
    const slots: { start: string; end: string }[] = [];
    const isoOf = (time: number): string => toIso(new Date(time), zone);
    for (const slot of slotsIn(common, input.minutes * minute, grid)) {
      if (slots.length === input.maxItems) return { slots, truncated: true, ...(unknown.length > 0 && { unknown }) };
      slots.push({ start: isoOf(slot.start), end: isoOf(slot.end) });
    }
    return { slots, truncated: false, ...(unknown.length > 0 && { unknown }) };
  },
});
