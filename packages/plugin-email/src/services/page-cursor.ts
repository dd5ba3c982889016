import { invalidInput } from "@casement/core";
import { shortHash } from "@casement/graph-input";
import type { MessageItem } from "../folder-item.ts";
import { isoTime } from "../message-view.ts";

/** Which of the messages that Graph returns newest first were on earlier pages. Messages that are moved meanwhile do not shift it. */
export interface PagePosition {
  /** Time of the last message, in seconds since 1970. */
  readonly at: number;
  /** Hashes of the IDs of the messages with this time. */
  readonly seen: readonly string[];
}

/** After this message. `before`: where the page was until then. */
export function positionAfter(before: PagePosition | undefined, id: string, { receivedAt }: MessageItem): PagePosition {
  const hash = shortHash(id);
  return before?.at === receivedAt ? { at: receivedAt, seen: [...before.seen, hash] } : { at: receivedAt, seen: [hash] };
}

export const isBefore = (position: PagePosition | undefined, id: string, { receivedAt }: MessageItem): boolean =>
  position !== undefined && (receivedAt > position.at || (receivedAt === position.at && position.seen.includes(shortHash(id))));

export const writePosition = ({ at, seen }: PagePosition): string => [isoTime(at), ...seen].join("~");

/** @throws CasementError `input-invalid` */
export function readPosition(cursor: string | undefined): PagePosition | undefined {
  if (cursor === undefined) return undefined;
  const [time = "", ...seen] = cursor.split("~");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time)) throw wrongCursor();
  return { at: Date.parse(time) / 1000, seen };
}

const wrongCursor = () => invalidInput("cursor", "is not the `cursor` of a previous page of this list");
