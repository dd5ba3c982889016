import type { CalendarWindow } from "./calendar-window.ts";

/** The state of a calendar between two rounds. The host stores it as JSON text. */
export interface CalendarCursor {
  readonly window: CalendarWindow;
  /** Graph's delta cursor. Absent where delta is refused, and between the last round of one window and the first of the next. */
  readonly link?: string;
  /** Where delta is refused: when the window was last read (ISO 8601). */
  readonly readAt?: string;
  /** Where delta is refused: when to try it again (ISO 8601). */
  readonly retryDelta?: string;
  /** Ids of items that moved out of the window. Their change is announced, and the next page evicts them. */
  readonly leave?: readonly string[];
}

export function parseCursor(text: string | undefined): CalendarCursor | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as CalendarCursor);
}

export function serializeCursor(cursor: CalendarCursor): string {
  return JSON.stringify(cursor);
}
