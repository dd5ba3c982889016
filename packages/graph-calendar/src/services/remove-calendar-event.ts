import { service } from "@casement/core";
import * as z from "zod";
import { calendarEventIdFields, calendarEventItemFields } from "./calendar-event-input.ts";
import { calendarEventPathOf, calendarEventReference, resolveCalendarEventId } from "./calendar-event-reference.ts";
import { type CalendarEventIdServiceOptions, passErrors } from "./calendar-event-service-options.ts";
import { previewEvent } from "./preview-event.ts";
import { reachesAttendees } from "./reaches-attendees.ts";

/** Makes the service that deletes events. */
export function defineRemoveCalendarEvent<const S extends string>(options: CalendarEventIdServiceOptions<S>) {
  const { basePath, attachesIn: _attachesIn, handleErrors = passErrors, ...differences } = options;
  return service({
    ...differences,
    input: z.object(calendarEventIdFields),
    output: calendarEventReference,
    effect: "remove",
    repeatable: true,
    reachesOthers: ({ item, items }) => reachesAttendees(item, items),
    preview: (call) => handleErrors(() => previewEvent(call, basePath(call), "attendees")),
    item: { of: "calendar", does: "remove", id: "id", fields: calendarEventItemFields },
    run: (call) =>
      handleErrors(async () => {
        const base = basePath(call);
        const id = await resolveCalendarEventId(call, base);
        await call.graph.send("DELETE", calendarEventPathOf(base, id));
        call.markWritten(id);
        return { id };
      }),
  });
}
