import type { ChangeOrigin } from "@casement/core";
import * as z from "zod";
import { message } from "../message-item.ts";
import type { Item } from "./item.ts";

export const messageEvent = message.extend({ origin: z.enum(["casement", "external"]) });

/** A message is announced when it is first seen, and was not only looked for; edits and removals are not. */
export function changed({ before, after, origin }: { before: Item | undefined; after: Item | undefined; origin: ChangeOrigin }) {
  if (before || after?.kind !== "message" || !after.news) return [];
  const event = after.own ? ("message-sent" as const) : ("message-received" as const);
  return [{ event, payload: { ...after, origin } }];
}
