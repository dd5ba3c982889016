import { existsSync } from "node:fs";
import { CasementError } from "@casement/core";
import type { CasementConfig, RunFile } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { findConfigLocation } from "./config-location.ts";
import type { HubClient } from "./hub-client.ts";
import { startOnce } from "./start-once.ts";

/**
 * Runs `work` with the running hub, or if no hub is running, with a host opened for this command. `config` reads the configuration of either; its
 * warnings are printed once.
 */
export async function withHubClient<T>(
  context: CommandContext,
  work: (hub: HubClient, config: () => Promise<CasementConfig>) => Promise<T>,
): Promise<T> {
  const { io, config: named } = context;
  const location = await findConfigLocation(named, io);
  if (location.run) {
    const { createRemoteHubClient } = await import("./remote-hub-client.ts");
    return work(createRemoteHubClient(location.run, io.signal), async () =>
      (await import("./read-config.ts")).readConfig(location.file, io, true),
    );
  }
  const [{ pluginSources, readConfig }, { createHostFromConfig }, { createLocalHubClient }] = await Promise.all([
    import("./read-config.ts"),
    import("./create-host-from-config.ts"),
    import("./local-hub-client.ts"),
  ]);
  const config = await readConfig(location.file, io, existsSync(location.file));
  if (config.cluster) return (await import("../cluster/with-front-client.ts")).withFrontClient(config, io, work);
  // A command does not watch the sensors.
  const { host, transport, log } = await createHostFromConfig({ ...config, options: { ...config.options, history: false } }, io);
  await startOnce(host, config);
  const openAccess = async () => (await import("./open-local-access.ts")).openLocalAccess(host, config, log);
  const prepareRemoval = async (account: string) => {
    const { prepareRemovedAccount } = await import("@casement/host/config");
    const edit = await prepareRemovedAccount(account, { file: location.file, plugins: pluginSources, env: io.env });
    return { remove: () => host.removeAccount(account), commit: edit.commit };
  };
  const hub = createLocalHubClient({ host, signal: io.signal, browserUrl: transport?.browserUrl, openAccess, prepareRemoval });
  try {
    return await work(hub, async () => config);
  } finally {
    await hub.close();
  }
}

/**
 * Runs `work` with the running hub of this configuration, which it asks over HTTP. In a cluster, this process serves it the accounts. `elsewhere`: what to do
 * instead, where that has not what the command needs.
 * @throws CasementError `hub-not-running`
 */
export async function withRunningHub<T>(
  { io, config: named }: CommandContext,
  work: (run: RunFile) => Promise<T>,
  elsewhere?: string,
): Promise<T> {
  const { file, run } = await findConfigLocation(named, io);
  if (run) return work(run);
  const { findClusterConfig } = await import("../cluster/find-cluster-config.ts");
  const cluster = existsSync(file) ? await findClusterConfig(file, io) : undefined;
  if (cluster && elsewhere !== undefined) throw new CasementError("hub-not-running", elsewhere);
  if (cluster) return (await import("../cluster/with-own-front.ts")).withOwnFront(cluster, io, work);
  throw new CasementError("hub-not-running", "No hub is running with this configuration. Start it with: casement start");
}
