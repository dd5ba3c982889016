import { addAccount, type NewAccount } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";
import type { ConfigLocation } from "./config-location.ts";

/** Adds an account through the running hub, which has it at once, or to the file if no hub is running. */
export async function addNewAccount({ file, run }: ConfigLocation, account: NewAccount, io: CommandIo): Promise<void> {
  if (run) {
    const { createRemoteHubClient } = await import("./remote-hub-client.ts");
    return createRemoteHubClient(run, io.signal).addAccount(account);
  }
  const { pluginSources } = await import("./read-config.ts");
  await addAccount(account, { file, plugins: pluginSources, env: io.env });
}
