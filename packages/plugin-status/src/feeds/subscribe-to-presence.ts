import type { ChangeSubscription, SubscribeQuery } from "@casement/core";
import type { StatusConfig } from "../config.ts";
import type { PresenceNeeds } from "./presence-needs.ts";

/** Most people in one subscription: https://learn.microsoft.com/graph/changenotifications-for-presence */
const maxPeople = 650;

/** The presence of everyone in one subscription. With `Presence.Read` alone, which covers only the own presence, Graph allows none. */
export function subscribeToPresence({ sensors }: SubscribeQuery<StatusConfig>): ChangeSubscription<"Presence.Read.All"> | undefined {
  const ids = [...new Set(sensors.map(({ needs }) => (needs as PresenceNeeds).id.toLowerCase()))].sort();
  if (ids.length === 0 || ids.length > maxPeople) return undefined;
  const resource =
    ids.length === 1
      ? `communications/presences/${ids[0]}`
      : `communications/presences?$filter=id in (${ids.map((id) => `'${id}'`).join(",")})`;
  return { resource, changes: ["updated"], scope: "Presence.Read.All", withEncryptedData: true };
}
