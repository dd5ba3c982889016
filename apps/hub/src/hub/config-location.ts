import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { CasementError } from "@casement/core";
import { dataFolderOf, type RunFile, readRunFile } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";

/** The configuration file of a command, and the hub that runs with it. */
export interface ConfigLocation {
  /** Absolute path. */
  readonly file: string;
  readonly dataDir: string;
  /** Undefined if no hub is running, and for a cluster: a hub that runs in the same folder is another one. */
  readonly run: RunFile | undefined;
  /** Whether its accounts are in a cluster. */
  readonly isCluster: boolean;
}

export const demoFolderOf = (cwd: string): string => join(cwd, ".casement", "demo");

/** The named configuration, otherwise ./casement.yaml. The file may be missing. */
export const resolveConfigLocation = (named: string | undefined, io: CommandIo): Promise<ConfigLocation> =>
  locationOf(resolve(io.cwd, named ?? "casement.yaml"), io);

/** The named configuration, otherwise ./casement.yaml, otherwise that of a running demo. @throws CasementError `config-missing` */
export async function findConfigLocation(named: string | undefined, io: CommandIo): Promise<ConfigLocation> {
  if (named !== undefined) return locationOf(resolve(io.cwd, named), io);
  const localFile = resolve(io.cwd, "casement.yaml");
  if (existsSync(localFile)) return locationOf(localFile, io);
  const demo = await locationOf(join(demoFolderOf(io.cwd), "casement.yaml"), io);
  if (demo.run) {
    io.warn(`This folder has no casement.yaml. Using the running demo (${relative(io.cwd, demo.file)}).`);
    return demo;
  }
  const cure = "Create one with casement init, or set --config to another file. To try Casement without an account, run: casement demo";
  throw new CasementError("config-missing", `This folder has no casement.yaml. ${cure}`);
}

/** Whether a configuration has the block, whatever else is wrong with it. */
export const hasClusterBlock = (text: string): boolean => /^cluster\s*:/m.test(text);

async function locationOf(file: string, io: CommandIo): Promise<ConfigLocation> {
  const dataDir = await dataFolderOf(file, io.env);
  const isCluster = hasClusterBlock(await readFile(file, "utf8").catch(() => ""));
  return { file, dataDir, isCluster, run: isCluster ? undefined : await readRunFile(dataDir) };
}
