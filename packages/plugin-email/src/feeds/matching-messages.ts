import { type FolderItems, isMessage, type MessageItem } from "../folder-item.ts";
import { createMessageMatcher } from "../message-matcher.ts";
import type { FolderNeeds } from "./folder-needs.ts";

export type MessageEntry = readonly [id: string, message: MessageItem];

/** The messages that a sensor counts, newest first. */
export function matchingMessages(
  items: FolderItems,
  { filter, queries }: Pick<FolderNeeds, "filter" | "queries">,
  now: Date,
  zone: string,
): MessageEntry[] {
  const matches = createMessageMatcher(filter, now, zone);
  const found: MessageEntry[] = [];
  for (const [id, item] of items)
    if (isMessage(item) && queries.every(({ key }) => item.foundBy?.includes(key)) && matches(item)) found.push([id, item]);
  return found.sort(newestFirst);
}

export function newestFirst([idA, a]: MessageEntry, [idB, b]: MessageEntry): number {
  return b.receivedAt - a.receivedAt || (idA < idB ? -1 : 1);
}
