import type { RaisedEvent } from "@casement/core";
import type { EventItem } from "../event-item.ts";
import { type events, payloadOf } from "../event-payload.ts";

/** Events that start or end after `after` and until `until`; all-day ones at local midnight. */
export function due(of: { key: string; items: ReadonlyMap<string, EventItem>; after: Date; until: Date }): RaisedEvent<typeof events>[] {
  const after = of.after.getTime();
  const until = of.until.getTime();
  const raised: RaisedEvent<typeof events>[] = [];
  const raise = (event: "event-started" | "event-ended", at: number, id: string, item: EventItem) => {
    if (at > after && at <= until) raised.push({ event, payload: payloadOf(of.key, id, item), at: new Date(at) });
  };
  for (const [id, item] of of.items) {
    if (item.type === "series" || item.isCancelled) continue;
    raise("event-started", item.startsAt, id, item);
    raise("event-ended", item.endsAt, id, item);
  }
  return raised;
}
