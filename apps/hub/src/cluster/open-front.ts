import type { Host, RecentLog, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import { createEmulatorTransport } from "../hub/emulator-transport.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { type OpenClusterOptions, type OpenedCluster, openCluster } from "./open-cluster.ts";

/** A host that runs no account, but shows those of the cluster and asks their workers. */
export interface OpenFront {
  readonly cluster: OpenedCluster;
  readonly host: Host;
  readonly transport: Transport | undefined;
  readonly recentLog: RecentLog;
  close(): Promise<void>;
}

/** @throws CasementError as `openCluster` */
export async function openFront(config: CasementConfig, io: CommandIo, options: Omit<OpenClusterOptions, "log">): Promise<OpenFront> {
  const [{ createConsoleLogger, createRecentLog }, { systemClock }] = await Promise.all([
    import("@casement/host"),
    import("@casement/core"),
  ]);
  const recentLog = createRecentLog(createConsoleLogger(config.log.level, io.warn), systemClock);
  const cluster = await openCluster(config, io, { ...options, log: recentLog.log });
  const { parts, redis, keys, clusterKeys, store, onProblem } = cluster;
  try {
    const accounts = await parts.openFrontAccounts(cluster.accounts);
    const host = await parts.createFront({ redis, keys, clusterKeys, accounts, store, onProblem });
    await host.start();
    return {
      ...{ cluster, host, recentLog },
      transport: config.emulator === undefined ? undefined : createEmulatorTransport(config.emulator),
      async close() {
        await host.stop();
        await accounts[Symbol.asyncDispose]();
        cluster.close();
      },
    };
  } catch (error) {
    cluster.close();
    throw error;
  }
}
