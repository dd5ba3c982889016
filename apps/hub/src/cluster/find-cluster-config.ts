import { type CasementConfig, readConfigText } from "@casement/host/config";
import { hasClusterBlock } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import type { CommandIo } from "../terminal/command-io.ts";

/** The configuration of a cluster. Undefined if the file has none, whatever else is wrong with it. @throws CasementError `config-invalid` */
export async function findClusterConfig(file: string, io: CommandIo): Promise<CasementConfig | undefined> {
  if (!hasClusterBlock(await readConfigText(file))) return undefined;
  const config = await readConfig(file, io);
  return config.cluster && config;
}
