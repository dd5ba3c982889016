import type { CalendarSpan } from "@casement/core";
import type { StoredCalendarEvents } from "../calendar-event.ts";
import { completeOccurrence } from "../complete-occurrence.ts";

/** When an event or the occurrences of a series are, as Graph expanded them. Also those that the organizer canceled: they stay in the calendar. */
export function* eventSpans({ items }: { readonly items: StoredCalendarEvents }): Iterable<CalendarSpan> {
  for (const item of items.values()) if (item.type !== "series" && completeOccurrence(item, items)) yield [item.startsAt, item.endsAt];
}
