import { readFile } from "node:fs/promises";
import { CasementError } from "@casement/core";
import { readKeyOfData, readStoredData, sealKey } from "@casement/host/config";
import { hubVersion } from "../hub-manifest.ts";
import { writeBackup } from "./backup-file.ts";
import { acceptPassphrase } from "./backup-passphrase.ts";

export interface BackupSources {
  /** casement.yaml. Absolute path. */
  readonly file: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes a backup: the configuration without its secret files, and the data as it lies, encrypted. `passphrase`: adds the key, sealed by it.
 * @throws CasementError `input-invalid` when the passphrase is too short, or there is no key
 */
export async function createBackup({ file, dataDir, env }: BackupSources, passphrase?: string): Promise<Buffer> {
  const accepted = passphrase === undefined ? undefined : acceptPassphrase(passphrase);
  const key = accepted === undefined ? undefined : await readKeyOfData(dataDir, env);
  if (accepted !== undefined && !key)
    throw new CasementError("input-invalid", `There is no key in ${dataDir} yet, and CASEMENT_KEY is not set. Start the hub once.`);
  return writeBackup({
    version: hubVersion(),
    createdAt: new Date().toISOString(),
    config: await readFile(file, "utf8").catch(() => undefined),
    files: await readStoredData(dataDir),
    key: key && (await sealKey(key, accepted ?? "")),
  });
}
