import type { CasementConfig } from "@casement/host/config";
import type { HubClient } from "../hub/hub-client.ts";
import { createLocalHubClient } from "../hub/local-hub-client.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { commandWaitMs } from "./open-cluster.ts";
import { openFront } from "./open-front.ts";

/** Runs `work` with the accounts of a cluster. Needs no front: this process asks the workers itself. */
export async function withFrontClient<T>(
  config: CasementConfig,
  io: CommandIo,
  work: (hub: HubClient, config: () => Promise<CasementConfig>) => Promise<T>,
): Promise<T> {
  const { cluster, host, transport, recentLog, close } = await openFront(config, io, { name: "casement-command", waitMs: commandWaitMs });
  const hub = createLocalHubClient({
    host,
    signal: io.signal,
    browserUrl: transport?.browserUrl,
    openAccess: async () => (await import("../hub/open-local-access.ts")).openLocalAccess(host, config, recentLog.log),
    prepareRemoval: async (account) => ({ remove: () => cluster.accounts.remove(account), commit: async () => {} }),
    isLive: true,
  });
  // Their configuration is in Redis. No command needs their plugins or secrets.
  const withAccounts = async (): Promise<CasementConfig> => {
    const { defineAccount } = await import("@casement/host");
    return { ...config, options: { ...config.options, accounts: host.accounts.map(({ options }) => defineAccount(options)) } };
  };
  try {
    return await work(hub, withAccounts);
  } finally {
    await close();
  }
}
