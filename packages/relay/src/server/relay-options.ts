import type { Clock } from "@casement/core";

export interface RelayOptions {
  /** Default: 8367. 0 selects a free port. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: 127.0.0.1, for a reverse proxy on this machine. */
  readonly host?: string | undefined;
  /** The public keys of the hubs that may use it. Default: all. */
  readonly hubs?: readonly string[] | undefined;
  /** How many hubs may use it at once. Default: 1000. */
  readonly maxHubs?: number | undefined;
  readonly clock?: Clock | undefined;
}

export const defaultRelayPort = 8367;
export const defaultMaxHubs = 1_000;
