import { invalidInput, service } from "@casement/core";
import type * as z from "zod";
import { calendarEvent } from "../calendar-event.ts";
import { toCalendarEvent, toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { toGraphRecurrence } from "../recurrence/to-graph-recurrence.ts";
import { calendarEventBodyOf } from "./calendar-event-body.ts";
import { createCalendarEventInput } from "./calendar-event-input.ts";
import { type CalendarEventServiceOptions, type PathCall, passErrors } from "./calendar-event-service-options.ts";
import { allDayTimesOf, type CalendarEventTimes, seriesStartOf, timedTimesOf } from "./calendar-event-times.ts";
import { instantOf, isDate } from "./date-or-date-time.ts";

interface CreateEventOptions<S extends string> extends CalendarEventServiceOptions<S> {
  /** The path of the calendar: `/me/calendars/{id}`, `/groups/{id}/calendar`. */
  readonly calendarPath: (call: PathCall) => string;
}

/** Makes the service that creates events in the calendar of a sensor of the kind `calendar`. */
export function defineCreateCalendarEvent<const S extends string>(options: CreateEventOptions<S>) {
  const { title, summary, scope, calendarPath, handleErrors = passErrors } = options;
  return service({
    title,
    summary,
    input: createCalendarEventInput,
    output: calendarEvent,
    scope,
    target: "calendar",
    effect: "add",
    reachesOthers: ({ input }) => (input.attendees ?? []).length > 0,
    item: { of: "calendar", does: "add", fields: { text: "subject", start: "start", end: "end" } },
    run: (call) =>
      handleErrors(async () => {
        const { input, account, graph, markWritten } = call;
        const times = timesOf(input, input.timeZone ?? account.timeZone);
        const { recurrence, transactionId } = input;
        const created = await graph.send<GraphEvent>("POST", `${calendarPath(call)}/events`, {
          ...calendarEventBodyOf(input),
          ...times,
          ...(recurrence === undefined ? {} : { recurrence: toGraphRecurrence(recurrence, seriesStartOf(times)) }),
          ...(transactionId === undefined ? {} : { transactionId }),
        });
        markWritten(created.id);
        return toCalendarEvent(created.id, toCalendarEventItem(created, account.timeZone));
      }),
  });
}

function timesOf({ start, end, allDay }: z.output<typeof createCalendarEventInput>, zone: string): CalendarEventTimes {
  if (allDay ?? isDate(start)) {
    if (end !== undefined && allDay === undefined && !isDate(end))
      throw invalidInput("end", "is a time, but start is a date; give two dates, two times, or allDay: true");
    return allDayTimesOf(start, end, zone);
  }
  if (isDate(start)) throw invalidInput("start", "is a date, but allDay is false; give a time");
  if (end === undefined) throw invalidInput("end", "is missing; only an all-day event has a default length, which is one day");
  if (isDate(end)) throw invalidInput("end", "is a date, but start is a time; give two dates or two times");
  return timedTimesOf(instantOf(start, zone), instantOf(end, zone), zone);
}
