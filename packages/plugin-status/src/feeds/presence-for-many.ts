import type { ForMany } from "@casement/core";
import { readsForOthers, type StatusConfig } from "../config.ts";
import { readGraphPresence } from "../graph-types.ts";
import { maxIdsPerRequest, presencesPath } from "../read-presences.ts";
import { ownPresencePath } from "./presence-needs.ts";

/** One account with `readForOthers` reads the presence of all accounts of the tenant. */
export const presenceForMany: ForMany<"Presence.Read.All", StatusConfig> = {
  own: ownPresencePath,
  path: presencesPath,
  size: maxIdsPerRequest,
  scope: "Presence.Read.All",
  when: readsForOthers,
  body: (ids) => ({ ids }),
  idOf: (presence) => readGraphPresence(presence).id ?? undefined,
};
