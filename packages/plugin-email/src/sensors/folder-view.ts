import { CasementError, type ViewCall } from "@casement/core";
import * as z from "zod";
import { ageOf } from "../config.ts";
import type { FolderNeeds } from "../feeds/folder-needs.ts";
import { matchingMessages } from "../feeds/matching-messages.ts";
import { type FolderItem, isMessage, searchItemId } from "../folder-item.ts";
import { messageView, toMessageView } from "../message-view.ts";

export const folderValue = z.object({
  state: z.int().describe("Number of matching unread messages in the whole folder"),
  total: z.int().describe("Number of matching messages"),
  unread: z.int(),
  atLeast: z.literal(true).optional().describe("A search reached its limit of 1,000 messages, so there can be more"),
  messages: z.array(messageView).describe("Newest first, at most `maxItems`"),
  truncated: z.boolean().describe("There are more messages than in `messages`"),
});

/** A pure view of a folder's index. */
export function folderView({ items, now, instance, account }: ViewCall<FolderItem>): { value: z.input<typeof folderValue>; until?: Date } {
  const needs: FolderNeeds = instance.needs;
  const found = matchingMessages(items, needs, now, account.timeZone);
  const unread = found.filter(([, { isUnread }]) => isUnread).length;
  const outcomes = needs.queries.flatMap(({ key }) => {
    const outcome = items.get(searchItemId(key));
    return outcome && !isMessage(outcome) ? [outcome] : [];
  });
  if (outcomes.some(({ refused }) => refused))
    throw new CasementError("graph-error", "Outlook refuses the search of this sensor. Check its `search` and `bodyContains`.");
  const atLeast = outcomes.some((outcome) => outcome.atLeast);
  const value = {
    state: unread,
    total: found.length,
    unread,
    ...(atLeast && { atLeast: true as const }),
    messages: found.slice(0, needs.maxItems).map(([id, message]) => toMessageView(id, message, needs)),
    truncated: found.length > needs.maxItems,
  };
  const age = needs.filter.newerThan && ageOf(needs.filter.newerThan);
  const oldest = found.at(-1)?.[1].receivedAt;
  return age && oldest !== undefined ? { value, until: new Date(oldest * 1000 + age + 1) } : { value };
}
