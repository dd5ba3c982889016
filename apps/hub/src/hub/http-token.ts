import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The bearer token if the configuration sets none. Created once and kept in the data folder (mode 0600), so that scripts can rely on it. */
export async function readOrCreateHttpToken(dataDir: string): Promise<string> {
  const file = join(dataDir, "http-token");
  const stored = await readFile(file, "utf8").catch(() => "");
  if (stored.trim().length >= 16) return stored.trim();
  const token = randomBytes(24).toString("base64url");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
