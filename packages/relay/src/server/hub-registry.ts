import type { Clock } from "@casement/core";
import { createRelayedHub, type RelayedHub } from "./relayed-hub.ts";

/** The hubs that have proven their keys, by public key: those that are connected, and those that were within the last 10 minutes. */
export interface HubRegistry {
  find(publicKey: string): RelayedHub | undefined;
  /** Undefined: there are too many. */
  findOrAdd(publicKey: string): RelayedHub | undefined;
  readonly connected: number;
  close(): void;
}

const rememberedMs = 10 * 60_000;
const sweepMs = 60_000;

export function createHubRegistry(clock: Clock, maxHubs: number): HubRegistry {
  const hubs = new Map<string, RelayedHub>();
  let stopSweeping = (): void => {};
  const forgetGone = (): void => {
    const now = clock.now().getTime();
    for (const [key, hub] of hubs)
      if (hub.goneSince !== undefined && Math.abs(now - hub.goneSince) >= rememberedMs) {
        hub.close();
        hubs.delete(key);
      }
  };
  const sweep = (): void => {
    stopSweeping = clock.after(sweepMs, () => {
      forgetGone();
      sweep();
    });
  };
  sweep();
  return {
    find: (publicKey) => hubs.get(publicKey),
    findOrAdd(publicKey) {
      const known = hubs.get(publicKey);
      if (known) return known;
      if (hubs.size >= maxHubs) forgetGone();
      if (hubs.size >= maxHubs) return undefined;
      const hub = createRelayedHub(clock);
      hubs.set(publicKey, hub);
      return hub;
    },
    get connected() {
      return [...hubs.values()].filter(({ isConnected }) => isConnected).length;
    },
    close() {
      stopSweeping();
      for (const hub of hubs.values()) hub.close();
      hubs.clear();
    },
  };
}
