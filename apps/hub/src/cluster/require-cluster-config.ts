import { CasementError } from "@casement/core";
import type { CasementConfig } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";

/** The configuration of a command that needs a cluster. @throws CasementError `config-invalid` */
export async function requireClusterConfig({ io, config: named }: CommandContext): Promise<CasementConfig> {
  const { file } = await findConfigLocation(named, io);
  const config = await readConfig(file, io);
  if (config.cluster) return config;
  throw new CasementError(
    "config-invalid",
    "This command needs a cluster, and casement.yaml has none. One hub needs none, either: for a few accounts use casement accounts add.",
  );
}
