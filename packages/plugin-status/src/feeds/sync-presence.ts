import type { CallContext, FeedPage } from "@casement/core";
import { type Config, watchesOthers } from "../config.ts";
import type { GraphPresence } from "../graph-types.ts";
import { messageEnd, type PresenceItem, toPresence } from "../presence.ts";
import { readPresences } from "../read-presences.ts";

/** Whom a sensor shows. */
export interface Want {
  id: string;
  name: string;
  own: boolean;
}

/** Everybody's presence in one call; one's own alone needs no more than `Presence.Read`. */
export async function syncPresence({
  graph,
  account,
  config,
  needs,
}: CallContext<Config> & { readonly needs: readonly Want[] }): Promise<FeedPage<PresenceItem>> {
  // One's own entry last: it wins where somebody watches themselves.
  const people = new Map([...needs].sort((a, b) => Number(a.own) - Number(b.own)).map((want) => [want.id, want]));
  // Also before the others have been found: one's own call would need Presence.Read, which is then not asked for.
  const found: GraphPresence[] = watchesOthers(config)
    ? await readPresences(graph, [...people.keys()])
    : [{ ...(await graph.get<GraphPresence>("/me/presence")), id: account.id }];
  const put: Record<string, PresenceItem> = {};
  for (const presence of found) {
    const want = people.get(presence.id);
    if (!want) continue;
    const end = messageEnd(presence, account.timeZone);
    put[want.id] = { ...toPresence(presence), name: want.name, own: want.own, ...(end !== undefined && { statusMessageUntil: end }) };
  }
  return { put, removed: [], cursor: "", restart: true };
}
