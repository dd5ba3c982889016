import { parseDuration } from "@casement/core";
import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { RelayConnection } from "@casement/relay";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";

/** What is kept for the relay, encrypted. */
interface StoredRelay {
  /** The address of the relay that the key is for. */
  readonly relay: string;
  readonly key: string;
}

/** Imports the relay's client if a relay is configured. The returned function connects the host to it, with the key that it has there. */
export async function importRelay({ notifications }: CasementConfig): Promise<((host: Host) => Promise<RelayConnection>) | undefined> {
  const { relay, safetyInterval } = notifications ?? {};
  if (relay === undefined) return undefined;
  const { connectToRelay, createRelayKeys, openRelayKeys } = await importOptionalPackage(
    "@casement/relay",
    () => import("@casement/relay"),
  );
  return async (host) => {
    const state = host.sealedState("relay");
    const stored = ((await state.read()) ?? {}) as Partial<StoredRelay>;
    const known = stored.relay === relay ? openRelayKeys(stored.key) : undefined;
    const keys = known ?? createRelayKeys();
    if (!known) await state.write({ relay, key: keys.exported } satisfies StoredRelay);
    return connectToRelay({ relay, keys, receiver: host.notifications, safetyMs: parseDuration(safetyInterval) });
  };
}
