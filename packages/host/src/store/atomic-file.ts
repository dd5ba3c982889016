import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** Makes a folder that only its owner can enter. An existing one is left as it is. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Replaces a file in one step (mode 0600, synced): after a crash or on a full disk the old content is still there, whole. */
export async function writeAtomic(file: string, data: string | Buffer): Promise<void> {
  await privateFolder(dirname(file));
  await writeFileAtomic(file, data, { mode: 0o600, fsync: true });
  await syncFolder(dirname(file));
}

/** Makes a rename in the folder survive a power cut. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
