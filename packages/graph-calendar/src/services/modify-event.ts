import { addDays, allDayDate, daysBetween, ianaZone, toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";
import { type EventView, event } from "../event-item.ts";
import { toItem, toView } from "../event-mapper.ts";
import type { GraphEvent, GraphRecurrence } from "../graph-types.ts";
import { moveRecurrence } from "../recurrence/move-recurrence.ts";
import { toRecurrence } from "../recurrence/to-graph.ts";
import { seriesStart } from "./create-event.ts";
import { eventBody } from "./event-body.ts";
import { body, categories, choices, end, id, location, people, recurrence, reminder, series, start, subject } from "./event-input.ts";
import { type EventCall, eventPath } from "./service-call.ts";
import { allDayTimes, dayOf, invalid, isDate, momentOf, type Times, timedTimes } from "./times.ts";

export const modifyEventInput = z.object({
  id,
  series,
  subject: subject.nullable().optional(),
  start: start.optional().describe("Without end, the event keeps its length"),
  end: end.optional(),
  ...choices,
  body: body.nullable().optional(),
  location: location.nullable().optional(),
  categories: categories.nullable().optional(),
  attendees: people.nullable().optional(),
  reminder: reminder.optional(),
  recurrence: recurrence.nullable().optional().describe("RFC 5545 RRULE; null makes a single event of a series"),
});
export const modifyEventOutput = event;
type Input = z.output<typeof modifyEventInput>;
type Known = GraphEvent & Required<Pick<GraphEvent, "start" | "end">>;

const known = "id,type,seriesMasterId,start,end,isAllDay,recurrence,originalStartTimeZone";

/** Changes what was given and nothing else. An all-day event stays one unless `allDay` says otherwise. */
export async function modifyEvent(call: EventCall<Input>, base: string): Promise<EventView> {
  const { input, account, graph } = call;
  const changesTime = [input.start, input.end, input.allDay, input.recurrence].some((value) => value !== undefined);
  let id = input.id;
  let timing: Record<string, unknown> = {};
  if (changesTime || input.series) {
    const read = (wanted: string) => graph.get<Known>(eventPath(base, wanted), { query: { $select: known } });
    let before = await read(id);
    if (input.series && before.seriesMasterId) {
      id = before.seriesMasterId;
      if (changesTime) before = await read(id);
    }
    if (changesTime) timing = timingOf(input, before, account.timeZone);
  }
  const patch = { ...eventBody(input), ...timing };
  if (Object.keys(patch).length === 0) throw invalid("id", "is all that was given; say what to change");
  const modified = await graph.send<GraphEvent>("PATCH", eventPath(base, id), patch);
  call.markWritten(id);
  return toView(id, toItem(modified, account.timeZone));
}

function timingOf(input: Input, before: Known, accountZone: string): Record<string, unknown> {
  if (input.recurrence !== undefined && before.seriesMasterId) throw invalid("recurrence", "belongs to the series; add series: true");
  const readZone = input.timeZone ?? accountZone;
  // A series keeps its zone: nine o'clock there stays nine o'clock.
  const writeZone = input.timeZone ?? ianaZone(before.originalStartTimeZone ?? "") ?? accountZone;
  const moves = input.start !== undefined || input.end !== undefined || (input.allDay ?? before.isAllDay) !== before.isAllDay;
  const times = moves ? timesAfter(input, before, readZone, writeZone) : timesBefore(before, writeZone);
  return { ...(moves ? times : {}), ...recurrenceAfter(input, before, times) };
}

function timesBefore({ start, end, isAllDay }: Known, zone: string): Times {
  return isAllDay ? allDayTimes(allDayDate(start!), allDayDate(end!), zone) : timedTimes(toInstant(start!), toInstant(end!), zone);
}

function timesAfter({ start, end, allDay }: Input, before: Known, readZone: string, writeZone: string): Times {
  const wasAllDay = before.isAllDay === true;
  const [oldStart, oldEnd] = wasAllDay
    ? [allDayDate(before.start!), allDayDate(before.end!)]
    : [toIso(toInstant(before.start!), readZone), toIso(toInstant(before.end!), readZone)];
  if (allDay ?? wasAllDay) {
    const length = wasAllDay ? daysBetween(oldStart, oldEnd) : 1;
    const after = end ?? (start === undefined ? oldEnd : addDays(dayOf(start, readZone), length));
    return allDayTimes(start ?? oldStart, after, readZone, writeZone);
  }
  if (wasAllDay && (start === undefined || end === undefined)) throw invalid("allDay", "false needs start and end as times");
  for (const [name, value] of Object.entries({ start, end }))
    if (value !== undefined && isDate(value)) throw invalid(name, "is a date; give a time, or allDay: true");
  const from = momentOf(start ?? oldStart, readZone);
  const length = toInstant(before.end!).getTime() - toInstant(before.start!).getTime();
  const until =
    end !== undefined ? momentOf(end, readZone) : start === undefined ? momentOf(oldEnd, readZone) : new Date(from.getTime() + length);
  return timedTimes(from, until, writeZone);
}

function recurrenceAfter({ recurrence }: Input, before: Known, times: Times): { recurrence?: GraphRecurrence | null } {
  if (recurrence === null) return { recurrence };
  if (recurrence !== undefined) return { recurrence: toRecurrence(recurrence, { start: seriesStart(times), zone: times.start.timeZone }) };
  const startDate = times.start.dateTime.slice(0, 10);
  const isSameDay = [before.recurrence?.range.startDate, timesBefore(before, times.start.timeZone).start.dateTime.slice(0, 10)].includes(
    startDate,
  );
  if (!before.recurrence || isSameDay) return {};
  return { recurrence: moveRecurrence(before.recurrence, startDate) };
}
