import type { KeyObject } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readStoredFile } from "../store/read-stored-file.ts";
import { lengthOfWholeFrames } from "../store/record-frames.ts";
import { keyFingerprint } from "../store/seal.ts";

/**
 * The encrypted files of a data folder, as they are, by path with slashes: `accounts/home/feeds.log`. A log ends with a whole record, also while
 * a hub writes to it. Not the key, the tokens for programs and other files that are not encrypted.
 * @throws CasementError `store-damaged` when a file may not be read
 */
export async function readStoredData(dataDir: string): Promise<ReadonlyMap<string, Buffer>> {
  const accounts = await namesIn(join(dataDir, "accounts"));
  const histories = await Promise.all(
    accounts.map(async (name) => (await daysIn(join(dataDir, `accounts/${name}/history`))).map((day) => `accounts/${name}/history/${day}`)),
  );
  const paths = [
    ...accounts.flatMap((name) => [`accounts/${name}/feeds.log`, `accounts/${name}/sign-in`]),
    ...histories.flat(),
    ...(await daysIn(join(dataDir, "audit"))).map((day) => `audit/${day}`),
    ...(await namesIn(join(dataDir, "surfaces"))).map((name) => `surfaces/${name}`),
  ];
  const files = new Map<string, Buffer>();
  for (const path of paths) {
    const data = await readStoredFile(join(dataDir, path));
    if (data) files.set(path, path.endsWith(".log") ? data.subarray(0, lengthOfWholeFrames(data)) : data);
  }
  return files;
}

/** Whether a stored file was encrypted with this key. Its header says so. */
export const fitsKey = (file: Buffer, key: KeyObject): boolean => file.subarray(5, 13).equals(keyFingerprint(key));

const daysIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^\d{4}-\d\d-\d\d\.log$/.test(name)).sort();

/** Without locks, drafts, and files that were set aside. */
export const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^[a-z0-9-]+$/.test(name)).sort();
