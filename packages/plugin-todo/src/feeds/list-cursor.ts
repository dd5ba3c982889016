/** How far a list has been read. The host stores it as an opaque text. */
export interface ListCursor {
  /** The account's time zone when the tasks were read. Due days depend on it, so another zone means a full read. */
  readonly zone: string;
  /** Graph's delta link. Absent if delta is refused. */
  readonly link?: string;
  /** If delta is refused: when the list was last read, in ISO 8601. */
  readonly readAt?: string;
  /** If delta is refused: when to try delta again, in ISO 8601. */
  readonly retryDelta?: string;
}

export function readCursor(text: string | undefined, zone: string): ListCursor | undefined {
  const cursor = text === undefined ? undefined : (JSON.parse(text) as ListCursor);
  return cursor?.zone === zone ? cursor : undefined;
}

export function writeCursor(cursor: ListCursor): string {
  return JSON.stringify(cursor);
}
