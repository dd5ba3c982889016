import { invalidInput, service } from "@casement/core";
import { calendarEvent } from "../calendar-event.ts";
import { toCalendarEvent, toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { soundEvent } from "../sound-event.ts";
import { calendarEventBodyOf } from "./calendar-event-body.ts";
import { calendarEventItemFields, modifyCalendarEventInput, modifyWithFilesInput } from "./calendar-event-input.ts";
import { calendarEventPathOf, resolveCalendarEventId } from "./calendar-event-reference.ts";
import { type CalendarEventIdServiceOptions, passErrors } from "./calendar-event-service-options.ts";
import { attachFiles, openAttachments } from "./event-attachments.ts";
import { partsToRead, withKeptParts } from "./kept-parts.ts";
import { previewEvent } from "./preview-event.ts";
import { reachesAttendees } from "./reaches-attendees.ts";
import { type StoredTiming, timingOf, timingProperties } from "./timing-of-change.ts";

/** Makes the service that changes events. It changes only what is given. An all-day event stays one unless `allDay` is false. */
export function defineModifyCalendarEvent<const S extends string>(options: CalendarEventIdServiceOptions<S>) {
  const { basePath, attachesIn, handleErrors = passErrors, ...differences } = options;
  const input = attachesIn ? modifyWithFilesInput : (modifyCalendarEventInput as unknown as typeof modifyWithFilesInput);
  return service({
    ...differences,
    input,
    output: calendarEvent,
    repeatable: true,
    reachesOthers: ({ input, item, items }) => (input.attendees ?? []).length > 0 || reachesAttendees(item, items),
    preview: (call) => handleErrors(() => previewEvent(call, basePath(call), "attendees")),
    item: {
      of: "calendar",
      does: "change",
      id: "id",
      fields: { text: "subject", start: "start", end: "end", allDay: "allDay", ...calendarEventItemFields },
    },
    run: (call) =>
      handleErrors(async () => {
        const { input, account, graph, markWritten } = call;
        const base = basePath(call);
        const changesTiming = [input.start, input.end, input.allDay, input.recurrence].some((value) => value !== undefined);
        const given = calendarEventBodyOf(input);
        const properties = ["id,seriesMasterId", ...partsToRead(given), ...(changesTiming ? [timingProperties] : [])];
        const read = (id: string) => graph.get<StoredTiming>(calendarEventPathOf(base, id), { query: { $select: properties.join(",") } });
        let id = input.occurrence === undefined ? input.id : await resolveCalendarEventId(call, base);
        let patch: Readonly<Record<string, unknown>> = given;
        if (properties.length > 1 || input.series) {
          let before = await read(id);
          if (input.series && before.seriesMasterId) {
            id = before.seriesMasterId;
            if (properties.length > 1) before = await read(id);
          }
          patch = { ...withKeptParts(given, before), ...(changesTiming ? timingOf(input, before, account.timeZone, call.now()) : {}) };
        }
        const files = await openAttachments(call.files, input.attachments ?? []);
        if (Object.keys({ ...given, ...patch }).length === 0 && files.length === 0)
          throw invalidInput("id", "is the only field; give at least one field to change");
        const path = calendarEventPathOf(base, id);
        await attachFiles(call, path, files, true);
        const modified = await graph.send<GraphEvent>("PATCH", path, patch);
        markWritten(id);
        return toCalendarEvent(id, toCalendarEventItem(soundEvent(modified).item, account.timeZone));
      }),
  });
}
