import type { Filter } from "../config.ts";
import { messageFilter } from "../message-filter.ts";
import { type Items, isMessage, type MessageItem } from "../message-item.ts";
import type { Want } from "./want.ts";

export type Entry = readonly [id: string, message: MessageItem];

/** The messages that a sensor counts, newest first. */
export function matching(
  items: Items,
  { filter, queries }: { readonly filter: Filter; readonly queries: Want["queries"] },
  now: Date,
): Entry[] {
  const fits = messageFilter(filter, now);
  const found: Entry[] = [];
  for (const [id, one] of items) if (isMessage(one) && queries.every(({ key }) => one.q?.includes(key)) && fits(one)) found.push([id, one]);
  return found.sort(newestFirst);
}

export function newestFirst([idA, a]: Entry, [idB, b]: Entry): number {
  return b.r - a.r || (idA < idB ? -1 : 1);
}
