/** How far a folder has been read. The host stores it as an opaque text. */
export interface FolderCursor {
  /** Graph's delta link. */
  readonly link: string;
  /** A full read is in progress. */
  readonly full?: true;
  /** The details of shown messages have to be checked at the end of the round. */
  readonly look?: true;
  /** When the folder last changed, in milliseconds since 1970. */
  readonly changedAt?: number;
  /**
   * When it was last searched, in milliseconds since 1970. Searches are repeated until one is at least a minute younger than the last
   * change, because Graph finds new messages late.
   */
  readonly searchedAt?: number;
}

export function readCursor(text: string | undefined): FolderCursor | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as FolderCursor);
}

export function writeCursor(cursor: FolderCursor): string {
  return JSON.stringify(cursor);
}
