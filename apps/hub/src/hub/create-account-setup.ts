import type { Plugin } from "@casement/core";
import { addAccount } from "@casement/host/config";
import type { AccountSetup } from "@casement/surface-http";
import type { CommandIo } from "../terminal/command-io.ts";
import { pluginSources } from "./read-config.ts";

/** Lets the dashboard add accounts to a configuration file. Calls `onAdded` after each. */
export function createAccountSetup(file: string, io: CommandIo, onAdded: () => void): AccountSetup {
  return {
    file,
    async plugins() {
      // Plugins that are not installed are omitted.
      const loaded = await Promise.allSettled(Object.values(pluginSources.known).map((load) => load()));
      return loaded.flatMap((result): Plugin[] => (result.status === "fulfilled" ? [result.value] : []));
    },
    async add(account) {
      const written = await addAccount(account, { file, plugins: pluginSources, env: io.env });
      onAdded();
      return written;
    },
  };
}
