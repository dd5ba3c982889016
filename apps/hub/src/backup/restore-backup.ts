import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dataFolderOf, keyFileTextOf, lockDataFolder, markAsRestored } from "@casement/host/config";
import { explainUnwritable } from "../unwritable-file.ts";
import { UsageError } from "../usage-error.ts";
import type { HubBackup } from "./backup-file.ts";
import { chooseRestoredKey } from "./choose-restored-key.ts";

export interface RestoreTarget {
  /** casement.yaml. Absolute path. */
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  /** Asks for the passphrase of the key. */
  readonly passphrase: () => Promise<string>;
  /** Moves what is there aside. */
  readonly replace: boolean;
}

export interface RestoredHub {
  readonly dataDir: string;
  /** Where the configuration and data that were there before are now. */
  readonly movedTo: readonly string[];
}

/**
 * Writes the configuration and the data folder of a backup. Checks everything before it writes, and moves everything to its place at the end.
 * @throws UsageError, CasementError `backup-invalid`, or `store-locked` while a hub or a command uses the data folder
 */
export async function restoreBackup(backup: HubBackup, target: RestoreTarget): Promise<RestoredHub> {
  const { file, env } = target;
  const draft = `${file}.restoring`;
  try {
    await mkdir(dirname(file), { recursive: true });
    // The configuration in the backup says where the data belongs.
    if (backup.config !== undefined) await writeFile(draft, backup.config, { mode: 0o600 });
    return await restoreInto(await dataFolderOf(backup.config === undefined ? file : draft, env), backup, draft, target);
  } catch (error) {
    throw explainUnwritable(error, (error as NodeJS.ErrnoException).path ?? dirname(file));
  } finally {
    await rm(draft, { force: true });
  }
}

async function restoreInto(
  dataDir: string,
  backup: HubBackup,
  draft: string,
  { file, env, passphrase, replace }: RestoreTarget,
): Promise<RestoredHub> {
  if (file.startsWith(`${dataDir}/`))
    throw new UsageError(`The data folder ${dataDir} contains the configuration. Set dataDir to a folder of its own.`);
  const inTheWay = [file, dataDir].filter((path) => existsSync(path) && (path !== file || backup.config !== undefined));
  if (inTheWay.length > 0 && !replace)
    throw new UsageError(`${inTheWay.join(" and ")} would be replaced. To move them aside and restore, add --replace.`);
  const key = await chooseRestoredKey(backup, dataDir, env, passphrase);
  // No hub may start with it, or use it under another configuration.
  const lock = existsSync(dataDir) ? await lockDataFolder(dataDir) : undefined;
  const dataDraft = `${dataDir}.restoring`;
  try {
    await rm(dataDraft, { recursive: true, force: true });
    await mkdir(dataDraft, { recursive: true, mode: 0o700 });
    for (const [path, data] of backup.files) {
      await mkdir(dirname(join(dataDraft, path)), { recursive: true, mode: 0o700 });
      await writeFile(join(dataDraft, path), data, { mode: 0o600 });
    }
    if (key) await writeFile(join(dataDraft, "key"), keyFileTextOf(key.export()), { mode: 0o600 });
    // Client secrets are not in a backup, and the configuration refers to them.
    if (existsSync(join(dataDir, "secrets"))) await cp(join(dataDir, "secrets"), join(dataDraft, "secrets"), { recursive: true });
    await markAsRestored(dataDraft);
    await lock?.release();
    return {
      dataDir,
      movedTo: await putInPlace([[dataDraft, dataDir], ...(backup.config === undefined ? [] : [[draft, file]])], inTheWay),
    };
  } finally {
    await lock?.release();
    await rm(dataDraft, { recursive: true, force: true });
  }
}

/** Moves what is in the way aside, and the drafts to their places: all or nothing. Returns where the old ones are. */
async function putInPlace(drafts: readonly (readonly string[])[], inTheWay: readonly string[]): Promise<readonly string[]> {
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const aside = inTheWay.map((path) => [path, `${path}.before-${stamp}`]);
  const moved: (readonly string[])[] = [];
  try {
    for (const [from = "", to = ""] of [...aside, ...drafts]) {
      await rename(from, to);
      moved.push([from, to]);
    }
  } catch (error) {
    for (const [from = "", to = ""] of moved.reverse()) await rename(to, from);
    throw error;
  }
  return aside.map(([, to = ""]) => to);
}
