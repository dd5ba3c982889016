import type { StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { type CalendarWindow, createWindowTest } from "./calendar-window.ts";

/**
 * The items whose mark `agendaOnly` must change: it is set on events outside of the sensors' window, and on series without an event in it.
 * What a sensor shows and announces follows from the mark, so it is the same with and without calendar programs.
 */
export function itemsToMark(items: StoredCalendarEvents, sensorWindow: CalendarWindow): Map<string, StoredCalendarEvent> {
  const isOutside = createWindowTest(sensorWindow);
  const neededSeries = new Set<string | undefined>();
  for (const item of items.values()) if (item.type !== "series" && !isOutside(item)) neededSeries.add(item.seriesMasterId);
  const changed = new Map<string, StoredCalendarEvent>();
  for (const [id, item] of items) {
    const isAgendaOnly = item.type === "series" ? !neededSeries.has(id) : isOutside(item);
    if (isAgendaOnly === (item.agendaOnly === true)) continue;
    const { agendaOnly: _, ...unmarked } = item;
    changed.set(id, isAgendaOnly ? { ...item, agendaOnly: true } : (unmarked as StoredCalendarEvent));
  }
  return changed;
}
