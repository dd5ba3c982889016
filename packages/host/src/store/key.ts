import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { createIfAbsent } from "./atomic-file.ts";
import { describeDiskFault } from "./disk-fault.ts";
import { explainRefusedRead, readStoredFile } from "./read-stored-file.ts";

const keyBytes = 32;
/** Followed by the key and its check value. Files of version 1 have no check value. */
const keyFilePrefix = "casement-key-2 ";
const firstKeyFilePrefix = "casement-key-1 ";

/**
 * Loads the 256-bit encryption key: `key` if given, or else `CASEMENT_KEY` (both base64, base64url or hex), or else the file `key` in the
 * data folder, which is created on first use (mode 0600).
 * @throws CasementError `config-invalid` when the text is not a key, `store-damaged` when the key file is readable by others or not a key file
 */
export async function loadKey(of: {
  dataDir: string;
  key?: string | undefined;
  env?: NodeJS.ProcessEnv;
  /** A key that is in use but could not be saved. It is saved if there is no key file. */
  unsaved?: KeyObject;
}): Promise<KeyObject> {
  const { dataDir, env = process.env, unsaved } = of;
  if (of.key) return keyFromText(of.key.trim(), "The key");
  if (env.CASEMENT_KEY) return keyFromText(env.CASEMENT_KEY.trim(), "CASEMENT_KEY");
  const file = join(dataDir, "key");
  const found = await keyFromFile(file);
  if (found) return found;
  // If two processes start together, one creates the file and both read it.
  const bytes = unsaved?.export() ?? randomBytes(keyBytes);
  const created = createIfAbsent(file, keyFileTextOf(bytes), { sync: true });
  // Without a key file, nothing is stored yet. If none can be written, a key in memory serves until the hub stops.
  const isWritable = await created.then(
    () => true,
    (error) => {
      if (!describeDiskFault(error)) throw error;
      return false;
    },
  );
  return isWritable ? (await keyFromFile(file))! : createSecretKey(bytes);
}

function keyFromText(text: string, what: string): KeyObject {
  const key = decodeKey(text);
  if (key) return createSecretKey(key);
  throw new CasementError(
    "config-invalid",
    `${what} is not a valid encryption key. It must be 32 bytes as base64 or as 64 hex digits. Create one with \`openssl rand -base64 32\`.`,
  );
}

function decodeKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  return Buffer.from(text, "base64");
}

function parseKeyFile(text: string): Buffer | undefined {
  if (text.startsWith(firstKeyFilePrefix)) return decodeKey(text.slice(firstKeyFilePrefix.length));
  if (!text.startsWith(keyFilePrefix)) return undefined;
  const [encoded = "", checkValue] = text.slice(keyFilePrefix.length).split(" ");
  const key = decodeKey(encoded);
  return key && checkValueOf(key) === checkValue ? key : undefined;
}

/** Whether a text is the content of a key file, undamaged. */
export const isKeyFile = (text: string): boolean => parseKeyFile(text.trim()) !== undefined;

/** The content of a key file. */
export const keyFileTextOf = (key: Buffer): string => `${keyFilePrefix}${key.toString("base64")} ${checkValueOf(key)}\n`;

/** Tells a damaged key from another valid one, with which all stored files would count as foreign. */
const checkValueOf = (key: Buffer): string => createHash("sha256").update("casement key file").update(key).digest("hex").slice(0, 8);

async function keyFromFile(file: string): Promise<KeyObject | undefined> {
  const info = await stat(file).catch((error) => undefinedIfMissing(error, file));
  if (!info) return undefined;
  if (info.isFile() && process.platform !== "win32" && (info.mode & 0o077) !== 0) {
    throw new CasementError(
      "store-damaged",
      `Other users of this machine can read the key file ${file}. Run \`chmod 600 ${file}\`. If someone else may have read it, log out and delete the data folder.`,
      { details: { reason: "readable", file } },
    );
  }
  const key = info.isFile() ? parseKeyFile(String(await readStoredFile(file)).trim()) : undefined;
  if (key) return createSecretKey(key);
  throw new CasementError(
    "store-damaged",
    `The key file ${file} is damaged or was not created by Casement. Restore it from a backup, or move it away: Casement then creates a new key, and every account must sign in again.`,
    { details: { reason: "key-file", file } },
  );
}

function undefinedIfMissing(error: NodeJS.ErrnoException, file: string): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw explainRefusedRead(error, file);
}
