import type { CallContext, SensorInstance } from "@casement/core";
import type { StatusConfig } from "../config.ts";
import { type PresenceNeeds, presenceKey } from "../feeds/presence-needs.ts";

const title = "Status";

export function ownInstances({ config, account }: CallContext<StatusConfig>): readonly SensorInstance<PresenceNeeds>[] {
  return config.own ? [{ id: "own", title, key: presenceKey, needs: { id: account.id, name: title, own: true } }] : [];
}
