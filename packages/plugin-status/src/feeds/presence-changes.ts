import type { FeedChange, RaisedEvent } from "@casement/core";
import type { PresenceItem } from "../presence.ts";
import type { statusEvents } from "../status-events.ts";

const comparedFields = ["activity", "availability", "statusMessage", "outOfOffice", "outOfOfficeMessage", "workLocation"] as const;

export function presenceChanges({ id, before, after, origin }: FeedChange<PresenceItem>): RaisedEvent<typeof statusEvents>[] {
  if (!before || !after || comparedFields.every((field) => before[field] === after[field])) return [];
  const { name, own } = after;
  return [{ event: "presence-changed", payload: { userId: id, name, own, before, after, origin } }];
}
