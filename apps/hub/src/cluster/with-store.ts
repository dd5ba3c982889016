import type { CasementConfig } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";
import { commandWaitMs, type OpenedCluster, openCluster } from "./open-cluster.ts";
import { createStoreSetup, type StoreSetup } from "./store-setup.ts";

export interface OpenStore {
  readonly cluster: OpenedCluster;
  readonly setup: StoreSetup;
}

/** Runs `work` with the store of a cluster. */
export async function withStore<T>(config: CasementConfig, io: CommandIo, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const { createConsoleLogger } = await import("@casement/host");
  const log = createConsoleLogger(config.log.level, io.warn);
  const cluster = await openCluster(config, io, { log, name: "casement-command", waitMs: commandWaitMs });
  try {
    return await work({ cluster, setup: await createStoreSetup(cluster, config, io) });
  } finally {
    cluster.close();
  }
}
