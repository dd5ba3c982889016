import type { CalendarEventItem, StoredCalendarEvent, StoredCalendarEvents } from "./calendar-event.ts";

/** A stored event with all properties: an occurrence has those of its series. Undefined for an occurrence without a series. */
export function completeOccurrence(item: StoredCalendarEvent, items: StoredCalendarEvents): CalendarEventItem | undefined {
  if ("subject" in item) return item;
  const master = items.get(item.seriesMasterId);
  if (!master || !("subject" in master)) return undefined;
  const { agendaOnly: _, ...properties } = master;
  return { ...properties, ...item };
}
