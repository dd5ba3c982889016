import type { Window } from "./window.ts";

/** Where a calendar stands. The host keeps it as an opaque text. */
export interface Cursor {
  readonly window: Window;
  /** Graph's delta cursor; absent where delta is refused or the window has just been left. */
  readonly link?: string;
  /** Delta is refused: when the window was last read, and when to try delta again (ISO 8601). */
  readonly readAt?: string;
  readonly retryDelta?: string;
  /** Moved out of the window and told: to be forgotten at once. */
  readonly leave?: readonly string[];
}

export function readCursor(text: string | undefined): Cursor | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Cursor);
}

export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
