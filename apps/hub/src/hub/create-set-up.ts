import type { Plugin } from "@casement/core";
import { addAccount } from "@casement/host/config";
import type { SetUp } from "@casement/surface-http";
import type { CommandIo } from "../terminal/command-io.ts";
import { pluginSources } from "./read-config.ts";

/** Lets the dashboard write accounts into a config file. `added` is called when one is in it. */
export function createSetUp(file: string, io: CommandIo, added: () => void): SetUp {
  return {
    file,
    async plugins() {
      // Those that are not installed cannot be chosen.
      const loaded = await Promise.allSettled(Object.values(pluginSources.known).map((load) => load()));
      return loaded.flatMap((result): Plugin[] => (result.status === "fulfilled" ? [result.value] : []));
    },
    async add(account) {
      const written = await addAccount(account, { file, plugins: pluginSources, env: io.env });
      added();
      return written;
    },
  };
}
