/** How far a list has been read. The host stores it as an opaque text. */
export interface ListCursor {
  /** The account's time zone when the tasks were read. Due days depend on it, so another zone means a full read. */
  readonly zone: string;
  /** The cursor of `graph.delta`. */
  readonly link: string;
  /** Ids of tasks that Graph returned otherwise than documented. They are read again until they are well. */
  readonly odd?: readonly string[];
}

export function readCursor(text: string | undefined, zone: string): ListCursor | undefined {
  const cursor = text === undefined ? undefined : (JSON.parse(text) as ListCursor);
  return cursor?.zone === zone ? cursor : undefined;
}

export function writeCursor(cursor: ListCursor): string {
  return JSON.stringify(cursor);
}
