import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { fitsKey, readKeyOfData, unsealKey } from "@casement/host/config";
import type { HubBackup } from "./backup-file.ts";

/**
 * The key to write: that of the backup, or the one that is there. Undefined if it comes from the environment, or if nothing needs one.
 * @throws CasementError `backup-invalid` when the data of the backup has another key
 */
export async function chooseRestoredKey(
  { files, key: sealed }: HubBackup,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  passphrase: () => Promise<string>,
): Promise<KeyObject | undefined> {
  const key = sealed ? await unsealKey(sealed, await passphrase()) : await readKeyOfData(dataDir, env);
  const all = [...files.values()];
  if (all.length === 0) return undefined;
  const fromEnvironment = env.CASEMENT_KEY ? await readKeyOfData(dataDir, env) : undefined;
  if (key && fromEnvironment && !fromEnvironment.equals(key))
    throw new CasementError(
      "backup-invalid",
      "CASEMENT_KEY is another key than that of the backup. Unset it, or set it to that key. Nothing was restored.",
    );
  if (key && all.every((data) => fitsKey(data, key))) return fromEnvironment ? undefined : key;
  const found = key ? "The key that is there is another one." : "There is none.";
  throw new CasementError(
    "backup-invalid",
    `The backup was made without its key (--with-key), so the old key is needed. ${found} Set CASEMENT_KEY to it, or save the old key file as ${join(dataDir, "key")}.`,
  );
}
