import type { Clock } from "@casement/core";
import { createRelayedHub, type RelayedHub } from "./relayed-hub.ts";

/** The hubs that have proven their keys, by public key: those that are connected, and those that were within the last 10 minutes. */
export interface HubRegistry {
  find(publicKey: string): RelayedHub | undefined;
  /** Undefined: there are too many, in all or of this client. */
  findOrAdd(publicKey: string, client: string | undefined): RelayedHub | undefined;
  readonly connected: number;
  close(): void;
}

export interface HubLimits {
  readonly maxHubs: number;
  /** Undefined where the operator has named the hubs. */
  readonly maxHubsOfClient: number | undefined;
}

const rememberedMs = 10 * 60_000;
const sweepMs = 60_000;
/** What all hubs may hold together. An honest one holds some kilobytes. */
const maxBytes = 64 * 1024 * 1024;
/** After so much was added, what they hold is counted. */
const countedBytes = 1024 * 1024;

export function createHubRegistry(clock: Clock, { maxHubs, maxHubsOfClient = Number.POSITIVE_INFINITY }: HubLimits): HubRegistry {
  const hubs = new Map<string, RelayedHub>();
  let stopSweeping = (): void => {};
  let addedBytes = 0;
  /** Whoever holds the most makes room. */
  const makeRoom = (): void => {
    const largest = [...hubs.values()].map((hub) => ({ hub, bytes: hub.bytes })).sort((a, b) => b.bytes - a.bytes);
    let total = largest.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { hub, bytes } of largest) {
      if (total <= maxBytes) return;
      hub.relieve();
      total -= bytes;
    }
  };
  const noteBytes = (count: number): void => {
    addedBytes += count;
    if (addedBytes < countedBytes) return;
    addedBytes = 0;
    makeRoom();
  };
  const forget = (key: string, hub: RelayedHub): void => {
    hub.close();
    hubs.delete(key);
  };
  const forgetGone = (): void => {
    const now = clock.now().getTime();
    for (const [key, hub] of hubs) if (hub.goneSince !== undefined && Math.abs(now - hub.goneSince) >= rememberedMs) forget(key, hub);
  };
  const sweep = (): void => {
    stopSweeping = clock.after(sweepMs, () => {
      forgetGone();
      sweep();
    });
  };
  sweep();
  /** A hub that is gone makes room for one that is there: if it comes back, it reads everything once. */
  const forgetOneGone = (candidates: readonly (readonly [string, RelayedHub])[]): boolean => {
    const gone = candidates.filter(([, { goneSince }]) => goneSince !== undefined);
    const [first] = gone.sort(([, a], [, b]) => a.goneSince! - b.goneSince!);
    if (first) forget(...first);
    return first !== undefined;
  };
  return {
    find: (publicKey) => hubs.get(publicKey),
    findOrAdd(publicKey, client) {
      const known = hubs.get(publicKey);
      if (known) return known;
      const ofClient = client === undefined ? [] : [...hubs].filter(([, hub]) => hub.client === client);
      if (ofClient.length >= maxHubsOfClient && !forgetOneGone(ofClient)) return undefined;
      if (hubs.size >= maxHubs && !forgetOneGone([...hubs])) return undefined;
      const hub = createRelayedHub(clock, noteBytes);
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
