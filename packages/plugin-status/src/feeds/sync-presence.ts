import type { FeedPage, SyncCall } from "@casement/core";
import { type StatusConfig, watchesOthers } from "../config.ts";
import { type GraphPresence, readGraphPresence } from "../graph-types.ts";
import { type PresenceItem, statusMessageEndOf, toPresence } from "../presence.ts";
import { readPresences } from "../read-presences.ts";
import { ownPresencePath, type PresenceNeeds } from "./presence-needs.ts";

type PresenceSyncCall = SyncCall<StatusConfig, PresenceItem, PresenceNeeds>;

/** Reads the presence of everyone in one request. */
export async function syncPresence({ graph, account, config, needs }: PresenceSyncCall): Promise<FeedPage<PresenceItem>> {
  // The own presence comes last, so that it wins if the signed-in user is also listed in `people`.
  const people = new Map([...needs].sort((a, b) => Number(a.own) - Number(b.own)).map((person) => [person.id.toLowerCase(), person]));
  // Decided by the configuration, not by who was found: with `people`, Presence.Read is not requested, so /me/presence would be refused.
  const presences: GraphPresence[] = watchesOthers(config)
    ? await readPresences(
        graph,
        needs.map(({ id }) => id),
      )
    : [{ ...readGraphPresence(await graph.get<unknown>(ownPresencePath)), id: account.id }];
  const put: Record<string, PresenceItem> = {};
  for (const presence of presences) {
    const person = people.get(presence.id?.toLowerCase() ?? "");
    if (!person) continue;
    const end = statusMessageEndOf(presence, account.timeZone);
    put[person.id] = { ...toPresence(presence), name: person.name, own: person.own, ...(end !== undefined && { statusMessageUntil: end }) };
  }
  return { put, removed: [], cursor: "", restart: true };
}
