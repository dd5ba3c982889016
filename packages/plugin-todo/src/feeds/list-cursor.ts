/** Where a list stands. The host keeps it as an opaque text. */
export interface ListCursor {
  /** The account's zone when the tasks were read: another one changes what days they are due. */
  readonly zone: string;
  /** Graph's delta cursor; absent where delta is refused. */
  readonly link?: string;
  /** Delta is refused: when the list was last read, and when to try delta again (ISO 8601). */
  readonly readAt?: string;
  readonly retryDelta?: string;
}

export function readCursor(text: string | undefined, zone: string): ListCursor | undefined {
  const cursor = text === undefined ? undefined : (JSON.parse(text) as ListCursor);
  return cursor?.zone === zone ? cursor : undefined;
}

export function writeCursor(cursor: ListCursor): string {
  return JSON.stringify(cursor);
}
