import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CasementError } from "@casement/core";
import { acceptPassphrase, minPassphraseLength } from "../backup/backup-passphrase.ts";
import { type CommandContext, printResult } from "../command-context.ts";
import { findConfigLocation, resolveConfigLocation } from "../hub/config-location.ts";
import { requestHub } from "../hub/request-hub.ts";
import { explainUnwritable } from "../unwritable-file.ts";
import { UsageError } from "../usage-error.ts";

export interface BackupOptions {
  /** Adds the key. */
  readonly withKey?: boolean;
  readonly passphraseFile?: string;
}

export interface RestoreOptions {
  readonly replace?: boolean;
  readonly passphraseFile?: string;
}

/** Writes a backup to a file (mode 0600): made by the running hub, or if none runs, by this process. */
export async function runBackup(
  context: CommandContext,
  target: string,
  { withKey = false, passphraseFile }: BackupOptions,
): Promise<void> {
  const { io } = context;
  if (passphraseFile !== undefined && !withKey)
    throw new UsageError("--passphrase-file is only for --with-key. Add --with-key, or the backup does not have the key.");
  const { file, dataDir, run, isCluster } = await findConfigLocation(context.config, io);
  const passphrase = withKey ? await choosePassphrase(context, passphraseFile) : undefined;
  const data = run
    ? Buffer.from(await (await requestHub(run, "/api/v1/backup", { method: "POST", body: JSON.stringify({ passphrase }) })).arrayBuffer())
    : await (await import("../backup/create-backup.ts")).createBackup({ file, dataDir, env: io.env }, passphrase);
  const path = resolve(io.cwd, target);
  const draft = join(dirname(path), `.${basename(path)}.new`);
  try {
    await writeFile(draft, data, { mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw explainUnwritable(error, path);
  }
  printResult(context, { file: path, bytes: data.length, withKey }, () => {
    const key = withKey
      ? "It contains the key, sealed with your passphrase. Without the passphrase, nobody can use it, and neither can you."
      : "It does not contain the key: keep the key file or CASEMENT_KEY elsewhere, or use --with-key.";
    const missing = isCluster
      ? "The accounts of the cluster, with their sign-ins, are in Redis and not in this file: back up the append-only file of Redis, and the cluster key apart from it."
      : `${key} Secret files are not in it.`;
    return `Wrote ${path} (${Math.ceil(data.length / 1000)} kB). ${missing}`;
  });
}

/** Restores a backup into the folder of the configuration, while no hub is running. */
export async function runRestore(
  context: CommandContext,
  source: string,
  { replace = false, passphraseFile }: RestoreOptions,
): Promise<void> {
  const { io } = context;
  const { file, run } = await resolveConfigLocation(context.config, io);
  if (run) throw new UsageError(`A hub is running at ${run.address} (process ${run.pid}). Stop it before you restore.`);
  const data = await readFile(resolve(io.cwd, source)).catch(({ code }) => {
    throw new UsageError(`${source} cannot be read (${code}).`);
  });
  const [{ readBackup }, { restoreBackup }] = await Promise.all([
    import("../backup/backup-file.ts"),
    import("../backup/restore-backup.ts"),
  ]);
  const backup = await readBackup(data);
  const passphrase = (): Promise<string> => readPassphrase(context, passphraseFile, "Passphrase of the backup: ");
  const { dataDir, movedTo } = await restoreBackup(backup, { file, env: io.env, passphrase, replace });
  printResult(context, { file, dataDir, createdAt: backup.createdAt, movedTo }, () =>
    [
      `Restored the backup of ${backup.createdAt} to ${file} and ${dataDir}.`,
      ...movedTo.map((path) => `What was there is now ${path}.`),
      "At its next start, the hub reads everything again and announces only what happens from then on. Access that you have revoked since the backup works again: check casement access.",
      ...(/\bfile:/.test(backup.config ?? "")
        ? ["Files with secrets are not in a backup: put those that casement.yaml names in place. casement doctor says which are missing."]
        : []),
    ].join("\n"),
  );
}

async function choosePassphrase(context: CommandContext, file: string | undefined): Promise<string> {
  const passphrase = acceptPassphrase(
    await readPassphrase(context, file, `Passphrase for the key (at least ${minPassphraseLength} characters): `),
  );
  if (file === undefined && (await context.io.ask("Again: ", { hidden: true }))?.trim() !== passphrase)
    throw new UsageError("The two passphrases differ. Nothing was written.");
  return passphrase;
}

async function readPassphrase({ io }: CommandContext, file: string | undefined, question: string): Promise<string> {
  if (file === undefined) {
    const reply = await io.ask(question, { hidden: true });
    if (reply === undefined) throw new UsageError("Not running in a terminal: pass the passphrase with --passphrase-file.");
    return reply.trim();
  }
  return (
    await readFile(resolve(io.cwd, file), "utf8").catch(({ code }) => {
      throw new CasementError("config-invalid", `The file ${file} with the passphrase cannot be read (${code}).`);
    })
  ).trim();
}
