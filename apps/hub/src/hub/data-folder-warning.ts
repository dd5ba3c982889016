import { stat } from "node:fs/promises";

/** A warning if other users of the machine can replace files in the data folder, such as the token for programs. */
export async function dataFolderWarning(dataDir: string): Promise<string | undefined> {
  const info = await stat(dataDir).catch(() => undefined);
  if (!info || process.platform === "win32" || (info.mode & 0o022) === 0) return undefined;
  return `Other users of this machine can write to the data folder ${dataDir}, and so choose the token of the hub. Run: chmod 700 ${dataDir}`;
}
