import type { AgendaSearch, CalendarSpan } from "@casement/core";
import { startOfDay } from "@casement/graph-time";
import type { CalendarEvent } from "../calendar-event.ts";

/** Finds events outside of the window by the service that lists them. An occurrence belongs to its series. */
export function createEventSearch(service: string): AgendaSearch {
  return {
    service,
    input: ([from, until]) => ({ start: new Date(from).toISOString(), end: new Date(until).toISOString(), maxItems: 1_000 }),
    *found({ result, account: { timeZone } }) {
      for (const { id, seriesMasterId, start, end, allDay } of (result as { readonly events: readonly CalendarEvent[] }).events) {
        const moment = (at: string): number => (allDay ? startOfDay(at, timeZone).getTime() : Date.parse(at));
        yield [seriesMasterId ?? id, [moment(start), moment(end)] satisfies CalendarSpan];
      }
    },
  };
}
