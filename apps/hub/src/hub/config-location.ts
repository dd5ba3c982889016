import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CasementError } from "@casement/core";
import { dataFolderOf, type RunFile, readRunFile } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";

/** Which config a command is about, and the hub that runs on it. */
export interface ConfigLocation {
  /** Absolute. */
  readonly file: string;
  readonly dataDir: string;
  /** Undefined when no hub runs there. */
  readonly run: RunFile | undefined;
}

export const demoFolderOf = (cwd: string): string => join(cwd, ".casement", "demo");

/** The config named, else ./casement.yaml, which need not be there yet. */
export const resolveConfigLocation = (named: string | undefined, io: CommandIo): Promise<ConfigLocation> =>
  locationOf(resolve(io.cwd, named ?? "casement.yaml"), io);

/** The config named, else ./casement.yaml, else that of a running demo. @throws CasementError `config-missing` */
export async function findConfigLocation(named: string | undefined, io: CommandIo): Promise<ConfigLocation> {
  if (named !== undefined) return locationOf(resolve(io.cwd, named), io);
  const own = resolve(io.cwd, "casement.yaml");
  if (existsSync(own)) return locationOf(own, io);
  const demo = await locationOf(join(demoFolderOf(io.cwd), "casement.yaml"), io);
  if (demo.run) {
    io.warn(`There is no casement.yaml here; using the running demo (${relative(io.cwd, demo.file)}).`);
    return demo;
  }
  const cures = "Run casement init to make one, or name another with --config. To look around first, run: casement demo";
  throw new CasementError("config-missing", `There is no casement.yaml in this folder. ${cures}`);
}

async function locationOf(file: string, io: CommandIo): Promise<ConfigLocation> {
  const dataDir = await dataFolderOf(file, io.env);
  return { file, dataDir, run: await readRunFile(dataDir) };
}
