import { parseInstant } from "@casement/graph-time";
import { badRequest } from "../../protocol/graph-fault.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { CalendarTarget } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { type EventInstance, instancesOf } from "./event-instance.ts";

/** Time range of a calendar view, in milliseconds since 1970. */
export interface CalendarWindow {
  from: number;
  until: number;
}

const maxWindowMs = 1825 * 86_400_000;

/** Reads `startDateTime` and `endDateTime`. Times without offset are UTC, regardless of `Prefer: outlook.timezone`. */
export function readCalendarWindow(start: string | undefined, end: string | undefined): CalendarWindow {
  if (!start || !end) throw createRefusal("calendar-view-needs-window");
  const read = (text: string) => {
    try {
      // A plus sign that was not encoded arrives as a space.
      return parseInstant(text.trim().replace(/ (\d\d:?\d\d)$/, "+$1")).getTime();
    } catch {
      throw badRequest(`The value '${text}' is not a valid date and time.`, "ErrorInvalidParameter");
    }
  };
  const window = { from: read(start), until: read(end) };
  if (window.until < window.from) throw badRequest("The end of the requested time window is before its start.", "ErrorInvalidParameter");
  if (window.until - window.from > maxWindowMs) throw createRefusal("calendar-view-range");
  return window;
}

/** Returns single events, occurrences, and exceptions of a calendar in a window, sorted by start. */
export function listCalendarView(store: CalendarStore, { source }: CalendarTarget, { from, until }: CalendarWindow): EventInstance[] {
  return store
    .eventsIn(source.owner, source.calendar)
    .flatMap((event) => instancesOf(event, from, until))
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}
