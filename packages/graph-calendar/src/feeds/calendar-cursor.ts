import type { CalendarWindow } from "./calendar-window.ts";

/** The state of a calendar between two rounds. The host stores it as JSON text. */
export interface CalendarCursor {
  readonly window: CalendarWindow;
  /** The window of the sensors, by which the stored items are marked. Absent when it is `window`. */
  readonly sensorWindow?: CalendarWindow;
  /** The day is over: the next page marks the stored items again, without a read. */
  readonly isNewDay?: true;
  /** When a calendar without delta was last read in the whole window (ms). */
  readonly listedAt?: number;
  /** The cursor of `graph.delta`. Absent between the last round of one window and the first of the next. */
  readonly link?: string;
  /** Ids of series that could not be read completely, and when that was last tried (ms). */
  readonly incomplete?: { readonly ids: readonly string[]; readonly at: number };
  /** Ids of events that Graph returned otherwise than documented. They are read again until they are well. */
  readonly odd?: readonly string[];
  /** Ids of items that moved out of the window. Their change is announced, and the next page evicts them. */
  readonly leave?: readonly string[];
}

export function parseCursor(text: string | undefined): CalendarCursor | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as CalendarCursor);
}

export function serializeCursor(cursor: CalendarCursor): string {
  return JSON.stringify(cursor);
}
