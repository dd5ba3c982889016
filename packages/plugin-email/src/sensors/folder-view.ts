import { CasementError, type SensorInstance } from "@casement/core";
import * as z from "zod";
import { ageOf } from "../config.ts";
import { matching } from "../feeds/shown.ts";
import type { Want } from "../feeds/want.ts";
import { type Items, isMessage, searchId } from "../message-item.ts";
import { messageView, toView } from "../message-view.ts";

export const folderValue = z.object({
  state: z.int().describe("Matching unread messages, all of them"),
  total: z.int().describe("Matching messages"),
  unread: z.int(),
  atLeast: z.literal(true).optional().describe("A search found its limit of 1,000 messages: there may be more"),
  messages: z.array(messageView).describe("Newest first, at most `maxItems`"),
  truncated: z.boolean().describe("There are more messages than `messages` shows"),
});

interface ViewOf {
  readonly items: Items;
  readonly now: Date;
  readonly instance: SensorInstance;
}

/** A pure view of a folder's index. */
export function folderView({ items, now, instance }: ViewOf): { value: z.input<typeof folderValue>; until?: Date } {
  const want = instance.needs as Want;
  const found = matching(items, want, now);
  const unread = found.filter(([, { u }]) => u).length;
  const answers = want.queries.flatMap(({ key }) => {
    const answer = items.get(searchId(key));
    return answer && !isMessage(answer) ? [answer] : [];
  });
  if (answers.some(({ refused }) => refused))
    throw new CasementError("graph-error", "Outlook refuses what this sensor searches for. Check its `search` and `bodyContains`.");
  const atLeast = answers.some((answer) => answer.atLeast);
  const value = {
    state: unread,
    total: found.length,
    unread,
    ...(atLeast && { atLeast: true as const }),
    messages: found.slice(0, want.maxItems).map(([id, message]) => toView(id, message, want)),
    truncated: found.length > want.maxItems,
  };
  const age = want.filter.newerThan && ageOf(want.filter.newerThan);
  const oldest = found.at(-1)?.[1].r;
  return age && oldest !== undefined ? { value, until: new Date(oldest * 1000 + age + 1) } : { value };
}
