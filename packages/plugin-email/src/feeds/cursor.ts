/** Where a folder stands. The host keeps it as an opaque text. */
export interface Cursor {
  /** Graph's delta link. */
  readonly link: string;
  /** A full read is on its way. */
  readonly full?: true;
  /** What is shown has to be looked at: it may lack details. */
  readonly look?: true;
  /** When the folder last changed and when it was last searched (ms): it is searched until a search is a minute younger than the change, because Graph finds a new message late. */
  readonly changedAt?: number;
  readonly searchedAt?: number;
}

export function readCursor(text: string | undefined): Cursor | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Cursor);
}

export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
