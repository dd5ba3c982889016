import { dayMs } from "@casement/core";

/** The cursor of a collection that is read as a list because Graph refuses delta for it. */
export interface ListCursor {
  readonly readAt: number;
  readonly retryDeltaAt: number;
}

/** The list is read every 5 minutes. The 15 seconds make sure that the round at that time is never too early. */
const readIntervalMs = 5 * 60_000 - 15_000;

/** `list <when it was read> <when to try delta again>`, in ISO 8601. Links begin with a slash. */
export function listCursorOf(now: Date, previous?: ListCursor): string {
  const retryDeltaAt = previous?.retryDeltaAt ?? now.getTime() + dayMs;
  return `list ${now.toISOString()} ${new Date(retryDeltaAt).toISOString()}`;
}

export function parseListCursor(cursor: string | undefined): ListCursor | undefined {
  const [, readAt, retryDeltaAt] = /^list (\S+) (\S+)$/.exec(cursor ?? "") ?? [];
  return readAt && retryDeltaAt ? { readAt: Date.parse(readAt), retryDeltaAt: Date.parse(retryDeltaAt) } : undefined;
}

export function wasListReadRecently({ readAt }: ListCursor, now: Date): boolean {
  // After the clock was set back, the list is read at once.
  return now.getTime() >= readAt && now.getTime() < readAt + readIntervalMs;
}

export const mayTryDelta = ({ retryDeltaAt }: ListCursor, now: Date): boolean =>
  now.getTime() >= retryDeltaAt || now.getTime() < retryDeltaAt - dayMs;
