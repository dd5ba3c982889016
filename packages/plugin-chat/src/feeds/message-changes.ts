import type { FeedChange, RaisedEvent } from "@casement/core";
import type { chatEvents } from "../chat-events.ts";
import type { ChatFeedItem } from "./chat-feed-item.ts";

/** Announces a message when it is found and is news. Edits and deletions are not announced. */
export function messageChanges({ before, after, origin }: FeedChange<ChatFeedItem>): RaisedEvent<typeof chatEvents>[] {
  if (before || after?.kind !== "message" || !after.news) return [];
  return [{ event: after.own ? "message-sent" : "message-received", payload: { ...after, origin } }];
}
