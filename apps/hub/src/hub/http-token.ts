import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CasementError, type Logger } from "@casement/core";

/**
 * The bearer token if the configuration sets none. Created once and kept in the data folder (mode 0600), so that scripts can rely on it. If the
 * file cannot be written, the token serves until the hub stops.
 * @throws CasementError `store-damaged` when other users of the machine can read or change the file
 */
export async function readOrCreateHttpToken(dataDir: string, log: Logger): Promise<string> {
  const file = join(dataDir, "http-token");
  const stored = await readHttpToken(file);
  if (stored !== undefined) {
    await requireOwnFile(file);
    return stored;
  }
  const token = randomBytes(24).toString("base64url");
  await writeHttpToken(file, token).catch(({ code }) =>
    log.warn(
      `The token for programs could not be written to ${file} (${code}). Until that works, each start of the hub creates another token.`,
    ),
  );
  return token;
}

/** Writes the token again if its file was deleted while the hub runs, or could not be written. A disk that cannot be written is reported elsewhere. */
export async function restoreHttpToken(dataDir: string, token: string): Promise<void> {
  const file = join(dataDir, "http-token");
  if ((await readHttpToken(file)) === undefined) await writeHttpToken(file, token).catch(() => {});
}

/** Zeros, which a power failure leaves, are no token. */
async function readHttpToken(file: string): Promise<string | undefined> {
  const stored = (await readFile(file, "utf8").catch(() => "")).trim();
  return /^[!-~]{16,}$/.test(stored) ? stored : undefined;
}

async function writeHttpToken(file: string, token: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  // The mode above counts for new files only.
  await chmod(file, 0o600);
}

async function requireOwnFile(file: string): Promise<void> {
  if (process.platform === "win32" || ((await stat(file)).mode & 0o077) === 0) return;
  throw new CasementError(
    "store-damaged",
    `Other users of this machine can read the file ${file}, which has the token for programs. Run \`chmod 600 ${file}\`. If someone else may have read it, delete it instead: Casement then creates a new token.`,
    { details: { reason: "readable", file } },
  );
}
