import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { createIfAbsent } from "./atomic-file.ts";

const keyBytes = 32;
const keyFilePrefix = "casement-key-1 ";

/**
 * Loads the 256-bit encryption key: `key` if given, or else `CASEMENT_KEY` (both base64, base64url or hex), or else the file `key` in the
 * data folder, which is created on first use (mode 0600).
 * @throws CasementError `config-invalid` when the text is not a key, `store-damaged` when the key file is readable by others or not a key file
 */
export async function loadKey(of: { dataDir: string; key?: string | undefined; env?: NodeJS.ProcessEnv }): Promise<KeyObject> {
  const { dataDir, env = process.env } = of;
  if (of.key) return keyFromText(of.key.trim(), "The key");
  if (env.CASEMENT_KEY) return keyFromText(env.CASEMENT_KEY.trim(), "CASEMENT_KEY");
  const file = join(dataDir, "key");
  const found = await keyFromFile(file);
  if (found) return found;
  // If two processes start together, one creates the file and both read it.
  await createIfAbsent(file, `${keyFilePrefix}${randomBytes(keyBytes).toString("base64")}\n`, { sync: true });
  return (await keyFromFile(file))!;
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

async function keyFromFile(file: string): Promise<KeyObject | undefined> {
  const info = await stat(file).catch(undefinedIfMissing);
  if (!info) return undefined;
  if (process.platform !== "win32" && (info.mode & 0o077) !== 0) {
    throw new CasementError(
      "store-damaged",
      `Other users of this machine can read the key file ${file}. Run \`chmod 600 ${file}\`. If someone else may have read it, log out and delete the data folder.`,
      { details: { reason: "readable", file } },
    );
  }
  const text = (await readFile(file, "utf8")).trim();
  const key = text.startsWith(keyFilePrefix) ? decodeKey(text.slice(keyFilePrefix.length)) : undefined;
  if (key) return createSecretKey(key);
  throw new CasementError(
    "store-damaged",
    `The key file ${file} is damaged or was not created by Casement. Restore it from a backup, or move it away: Casement then creates a new key, and every account must sign in again.`,
    { details: { reason: "key-file", file } },
  );
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
