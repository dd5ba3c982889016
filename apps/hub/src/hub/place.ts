import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CasementError } from "@casement/core";
import { dataFolderOf, type RunFile, readRunFile } from "@casement/host/config";
import type { Io } from "../terminal/io.ts";

/** Which config a command is about, and the hub that runs on it. */
export interface Place {
  /** Absolute. */
  readonly file: string;
  readonly dataDir: string;
  /** Undefined when no hub runs there. */
  readonly run: RunFile | undefined;
}

export const demoFolder = (cwd: string): string => join(cwd, ".casement", "demo");

/** The config named, else ./casement.yaml, which need not be there yet. */
export const placeToStart = (named: string | undefined, io: Io): Promise<Place> => placeOf(resolve(io.cwd, named ?? "casement.yaml"), io);

/** The config named, else ./casement.yaml, else that of a running demo. @throws CasementError `config-missing` */
export async function findPlace(named: string | undefined, io: Io): Promise<Place> {
  if (named !== undefined) return placeOf(resolve(io.cwd, named), io);
  const own = resolve(io.cwd, "casement.yaml");
  if (existsSync(own)) return placeOf(own, io);
  const demo = await placeOf(join(demoFolder(io.cwd), "casement.yaml"), io);
  if (demo.run) {
    io.warn(`There is no casement.yaml here; using the running demo (${relative(io.cwd, demo.file)}).`);
    return demo;
  }
  const cures = "Run casement init to make one, or name another with --config. To look around first, run: casement demo";
  throw new CasementError("config-missing", `There is no casement.yaml in this folder. ${cures}`);
}

async function placeOf(file: string, io: Io): Promise<Place> {
  const dataDir = await dataFolderOf(file, io.env);
  return { file, dataDir, run: await readRunFile(dataDir) };
}
