import { invalidInput, service } from "@casement/core";
import { instantOf, isDate, resolveEnd, resolveTime, type TimeContext } from "@casement/graph-input";
import type * as z from "zod";
import { calendarEvent } from "../calendar-event.ts";
import { toCalendarEvent, toCalendarEventItem } from "../calendar-event-mapper.ts";
import { clientUidProperty, requireUnknownMeeting } from "../client-uid.ts";
import type { GraphEvent } from "../graph-types.ts";
import { toGraphRecurrence } from "../recurrence/to-graph-recurrence.ts";
import { soundEvent } from "../sound-event.ts";
import { calendarEventBodyOf } from "./calendar-event-body.ts";
import { createCalendarEventInput, createWithFilesInput } from "./calendar-event-input.ts";
import { calendarEventPathOf } from "./calendar-event-reference.ts";
import { type CalendarEventServiceOptions, type PathCall, passErrors } from "./calendar-event-service-options.ts";
import { allDayTimesOf, type CalendarEventTimes, seriesStartOf, timedTimesOf } from "./calendar-event-times.ts";
import { attachFiles, openAttachments } from "./event-attachments.ts";

interface CreateEventOptions<S extends string> extends CalendarEventServiceOptions<S> {
  /** The path of the calendar: `/me/calendars/{id}`, `/groups/{id}/calendar`. */
  readonly calendarPath: (call: PathCall) => string;
}

/** Makes the service that creates events in the calendar of a sensor of the kind `calendar`. */
export function defineCreateCalendarEvent<const S extends string>(options: CreateEventOptions<S>) {
  const { title, summary, scope, calendarPath, attachesIn, handleErrors = passErrors } = options;
  const input = attachesIn ? createWithFilesInput : (createCalendarEventInput as unknown as typeof createWithFilesInput);
  return service({
    title,
    summary,
    input,
    output: calendarEvent,
    scope,
    target: "calendar",
    effect: "add",
    reachesOthers: ({ input }) => (input.attendees ?? []).length > 0,
    item: { of: "calendar", does: "add", fields: { text: "subject", start: "start", end: "end", allDay: "allDay" } },
    run: (call) =>
      handleErrors(async () => {
        const { input, account, graph, markWritten } = call;
        const zone = input.timeZone ?? account.timeZone;
        const times = timesOf(input, { zone, now: call.now() });
        const { recurrence, transactionId, uid, attachments = [] } = input;
        if (uid !== undefined && (input.attendees ?? []).length > 0) await requireUnknownMeeting(graph, calendarPath(call), uid);
        const files = await openAttachments(call.files, attachments);
        const { attendees, ...body } = calendarEventBodyOf(input);
        // Outlook sends the invitation when an event gets attendees, so they come after the files.
        const invitesLater = files.length > 0 && attendees !== undefined;
        let created = await graph.send<GraphEvent>("POST", `${calendarPath(call)}/events`, {
          ...body,
          ...(attendees === undefined || invitesLater ? {} : { attendees }),
          ...times,
          ...(recurrence === undefined ? {} : { recurrence: toGraphRecurrence(recurrence, seriesStartOf(times, zone)) }),
          ...(transactionId === undefined ? {} : { transactionId }),
          ...(uid === undefined ? {} : { singleValueExtendedProperties: [clientUidProperty(uid)] }),
        });
        const path = calendarEventPathOf(attachesIn?.(call) ?? "", created.id);
        markWritten(created.id);
        await attachFiles(call, path, files, transactionId !== undefined);
        if (invitesLater) created = await graph.send<GraphEvent>("PATCH", path, { attendees });
        return toCalendarEvent(created.id, toCalendarEventItem(soundEvent(created).item, account.timeZone));
      }),
  });
}

function timesOf(input: z.output<typeof createCalendarEventInput>, context: TimeContext): CalendarEventTimes {
  const { allDay, recurrence } = input;
  const { zone } = context;
  const start = resolveTime(input.start, context);
  const end = input.end === undefined ? undefined : resolveEnd(input.end, start, context);
  if (allDay ?? isDate(start)) {
    if (end !== undefined && allDay === undefined && !isDate(end))
      throw invalidInput("end", "is a time, but start is a date; give two dates, two times, or allDay: true");
    return allDayTimesOf(start, end, zone);
  }
  if (isDate(start)) throw invalidInput("start", "is a date, but allDay is false; give a time");
  if (end === undefined) throw invalidInput("end", "is missing; only an all-day event has a default length, which is one day");
  if (isDate(end)) throw invalidInput("end", "is a date, but start is a time; give two dates or two times");
  return timedTimesOf(instantOf(start, zone, "start"), instantOf(end, zone, "end"), zone, recurrence !== undefined);
}
