import { invalidInput, service } from "@casement/core";
import { calendarEvent } from "../calendar-event.ts";
import { toCalendarEvent, toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { calendarEventBodyOf } from "./calendar-event-body.ts";
import { modifyCalendarEventInput } from "./calendar-event-input.ts";
import { calendarEventPathOf } from "./calendar-event-reference.ts";
import { type CalendarEventIdServiceOptions, passErrors } from "./calendar-event-service-options.ts";
import { reachesAttendees } from "./reaches-attendees.ts";
import { type StoredTiming, timingOf, timingProperties } from "./timing-of-change.ts";

/** Makes the service that changes events. It changes only what is given. An all-day event stays one unless `allDay` is false. */
export function defineModifyCalendarEvent<const S extends string>(options: CalendarEventIdServiceOptions<S>) {
  const { basePath, handleErrors = passErrors, ...differences } = options;
  return service({
    ...differences,
    input: modifyCalendarEventInput,
    output: calendarEvent,
    repeatable: true,
    reachesOthers: ({ input, item }) => (input.attendees ?? []).length > 0 || reachesAttendees(item),
    item: { of: "calendar", does: "change", id: "id", fields: { text: "subject", start: "start", end: "end" } },
    run: (call) =>
      handleErrors(async () => {
        const { input, account, graph, markWritten } = call;
        const base = basePath(call);
        const read = (id: string) => graph.get<StoredTiming>(calendarEventPathOf(base, id), { query: { $select: timingProperties } });
        const changesTiming = [input.start, input.end, input.allDay, input.recurrence].some((value) => value !== undefined);
        let id = input.id;
        let timing: Record<string, unknown> = {};
        if (changesTiming || input.series) {
          let before = await read(id);
          if (input.series && before.seriesMasterId) {
            id = before.seriesMasterId;
            if (changesTiming) before = await read(id);
          }
          if (changesTiming) timing = timingOf(input, before, account.timeZone);
        }
        const patch = { ...calendarEventBodyOf(input), ...timing };
        if (Object.keys(patch).length === 0) throw invalidInput("id", "is the only field; give at least one field to change");
        const modified = await graph.send<GraphEvent>("PATCH", calendarEventPathOf(base, id), patch);
        markWritten(id);
        return toCalendarEvent(id, toCalendarEventItem(modified, account.timeZone));
      }),
  });
}
