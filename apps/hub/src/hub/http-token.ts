import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The bearer token of a hub whose config names none: made once, kept in the data folder (mode 0600), so that scripts go on working. */
export async function readOrCreateHttpToken(dataDir: string): Promise<string> {
  const file = join(dataDir, "http-token");
  const kept = await readFile(file, "utf8").catch(() => "");
  if (kept.trim().length >= 16) return kept.trim();
  const token = randomBytes(24).toString("base64url");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
