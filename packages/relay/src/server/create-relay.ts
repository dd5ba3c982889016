import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CasementError, systemClock } from "@casement/core";
import { publicKeyPattern } from "../protocol/relay-protocol.ts";
import { createHubRegistry } from "./hub-registry.ts";
import type { RelayCounts } from "./relay-counts.ts";
import { defaultMaxHubs, defaultRelayPort, type RelayOptions } from "./relay-options.ts";
import { createRelayRequests } from "./relay-requests.ts";

/** A relay that listens. */
export interface RelayServer {
  readonly port: number;
  /** For programs on this machine: `http://127.0.0.1:8367`. */
  readonly address: string;
  counts(): RelayCounts;
  /** Closes all connections. What waits is lost; the hubs read everything once. */
  close(): Promise<void>;
}

/** Connections besides those of hubs. */
const spareConnections = 1_000;
/** Hubs of one address, if every hub may use the relay: a provider can put some households behind one. */
const maxHubsOfClient = 20;
const requestTimeoutMs = 15_000;
/** Connections that the system keeps until they are accepted. */
const backlog = 4_096;

/**
 * Starts a relay: it takes Microsoft Graph's change notifications and passes their ids to hubs that connect to it. It keeps nothing on disk. It
 * speaks HTTP; a reverse proxy in front of it speaks HTTPS.
 * @throws CasementError `config-invalid` when it cannot listen, or when a public key is not one
 */
export async function createRelay(options: RelayOptions = {}): Promise<RelayServer> {
  const { port = defaultRelayPort, host = "127.0.0.1", hubs, maxHubs = defaultMaxHubs, clock = systemClock } = options;
  const wrong = hubs?.find((key) => !publicKeyPattern.test(key));
  if (wrong !== undefined)
    throw new CasementError("config-invalid", `${wrong} is not the public key of a hub. Show it with: casement notifications status`);
  if (maxHubs < 1) throw new CasementError("config-invalid", "A relay without hubs is of no use. Give --max-hubs at least 1.");
  const registry = createHubRegistry(clock, { maxHubs, maxHubsOfClient: hubs ? undefined : maxHubsOfClient });
  const requests = createRelayRequests(clock, registry, (publicKey) => !hubs || hubs.includes(publicKey));
  const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs }, (request, response) => {
    requests.answer(request, response).catch(() => response.destroy());
  });
  server.maxConnections = maxHubs + spareConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog }, resolve);
  }).catch((cause) => {
    registry.close();
    throw new CasementError(
      "config-invalid",
      `The relay cannot listen on ${host}:${port} (${cause.code}). Choose another port or address.`,
      {
        cause,
      },
    );
  });
  const listening = (server.address() as AddressInfo).port;
  const localHost = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return {
    port: listening,
    address: `http://${localHost}:${listening}`,
    counts: () => ({ hubs: registry.connected, ...requests.counts() }),
    close: () =>
      new Promise((resolve) => {
        registry.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
