import * as z from "zod";
import { type EventView, event } from "../event-item.ts";
import { toItem, toView } from "../event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { toRecurrence } from "../recurrence/to-graph.ts";
import { eventBody } from "./event-body.ts";
import { body, categories, choices, end, location, people, recurrence, reminder, start, subject } from "./event-input.ts";
import type { EventCall } from "./service-call.ts";
import { allDayTimes, invalid, isDate, momentOf, type Times, timedTimes } from "./times.ts";

export const createEventInput = z.object({
  subject,
  start,
  end: end.optional(),
  ...choices,
  body: body.optional(),
  location: location.optional(),
  categories: categories.optional(),
  attendees: people.optional(),
  reminder: reminder.optional(),
  recurrence: recurrence.optional(),
  transactionId: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe("Your own id of this request: a repeat with the same one makes no second event"),
});
export const createEventOutput = event;
type Input = z.output<typeof createEventInput>;

/** `base`: "/me/calendars/…", "/groups/…/calendar". */
export async function createEvent(call: EventCall<Input>, base: string): Promise<EventView> {
  const { input, account, graph } = call;
  const zone = input.timeZone ?? account.timeZone;
  const times = timesOf(input, zone);
  const created = await graph.send<GraphEvent>("POST", `${base}/events`, {
    ...eventBody(input),
    ...times,
    ...(input.recurrence === undefined
      ? {}
      : { recurrence: toRecurrence(input.recurrence, { start: seriesStart(times), zone: times.start.timeZone }) }),
    ...(input.transactionId === undefined ? {} : { transactionId: input.transactionId }),
  });
  call.markWritten(created.id);
  return toView(created.id, toItem(created, account.timeZone));
}

function timesOf({ start, end, allDay }: Input, zone: string): Times {
  if (allDay ?? isDate(start)) {
    if (end !== undefined && allDay === undefined && !isDate(end))
      throw invalid("end", "is a time, but start is a date; give both alike, or allDay: true");
    return allDayTimes(start, end, zone);
  }
  if (isDate(start)) throw invalid("start", "is a date, but allDay is false; give a time");
  if (end === undefined) throw invalid("end", "is missing; only an all-day event has a default, one day");
  if (isDate(end)) throw invalid("end", "is a date, but start is a time; give both alike");
  return timedTimes(momentOf(start, zone), momentOf(end, zone), zone);
}

/** Start of a series as the rule counts from it. */
export function seriesStart({ start, isAllDay }: Times): string {
  return isAllDay ? start.dateTime.slice(0, 10) : start.dateTime;
}
