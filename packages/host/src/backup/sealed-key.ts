import { createSecretKey, type KeyObject, randomBytes, scrypt } from "node:crypto";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { loadKey } from "../store/key.ts";
import { sealContent, unsealContent } from "../store/seal.ts";

/** The key of a data folder, encrypted with a passphrase: base64. */
export interface SealedKey {
  readonly salt: string;
  readonly sealed: string;
}

const purpose = "key of a backup";
/** 128 MB and about half a second for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

export async function sealKey(key: KeyObject, passphrase: string): Promise<SealedKey> {
  const salt = randomBytes(16);
  const sealed = sealContent(await deriveKey(passphrase, salt), purpose, key.export());
  return { salt: salt.toString("base64"), sealed: sealed.toString("base64") };
}

/** @throws CasementError `backup-invalid` when the passphrase is wrong */
export async function unsealKey({ salt, sealed }: SealedKey, passphrase: string): Promise<KeyObject> {
  const passphraseKey = await deriveKey(passphrase, Buffer.from(salt, "base64"));
  try {
    return createSecretKey(unsealContent(passphraseKey, purpose, Buffer.from(sealed, "base64")));
  } catch (cause) {
    throw new CasementError("backup-invalid", "The passphrase is wrong, or the key in the backup is damaged. Nothing was restored.", {
      cause,
    });
  }
}

/** The key with which a data folder is encrypted. Undefined if it has none; never creates one. @throws CasementError as `loadKey` does */
export async function readKeyOfData(dataDir: string, env: NodeJS.ProcessEnv): Promise<KeyObject | undefined> {
  const exists = await access(join(dataDir, "key")).then(
    () => true,
    () => false,
  );
  return env.CASEMENT_KEY || exists ? loadKey({ dataDir, env }) : undefined;
}

/** The same passphrase can be typed as different code points. */
const deriveKey = (passphrase: string, salt: Buffer): Promise<KeyObject> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase.normalize("NFKC"), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(createSecretKey(key)))),
  );
