import { addAccount, type NewAccount } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";
import type { ConfigLocation } from "./config-location.ts";

/**
 * Adds an account through the running hub, which has it at once, or to the file if no hub is running. In a cluster it is added to the store. Returns
 * whether it was.
 */
export async function addNewAccount({ file, run }: ConfigLocation, account: NewAccount, io: CommandIo): Promise<boolean> {
  if (run) {
    const { createRemoteHubClient } = await import("./remote-hub-client.ts");
    await createRemoteHubClient(run, io.signal).addAccount(account);
    return false;
  }
  const { findClusterConfig } = await import("../cluster/find-cluster-config.ts");
  const config = await findClusterConfig(file, io);
  if (config) {
    const { withStore } = await import("../cluster/with-store.ts");
    await withStore(config, io, ({ setup }) => setup.add(account));
    return true;
  }
  const { pluginSources } = await import("./read-config.ts");
  await addAccount(account, { file, plugins: pluginSources, env: io.env });
  return false;
}
