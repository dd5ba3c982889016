import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** Makes a folder that only its owner can enter. An existing one is left as it is. */
export async function createPrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Replaces a file in one step (mode 0600, synced): after a crash or on a full disk the old content is still there, whole. */
export async function writeAtomic(file: string, data: string | Buffer): Promise<void> {
  await createPrivateFolder(dirname(file));
  await writeFileAtomic(file, data, { mode: 0o600, fsync: true });
  await syncFolder(dirname(file));
}

/** Makes a file (mode 0600) unless it is there already: of several who try, one is told true. It is whole from its first moment. */
export async function createIfAbsent(file: string, data: string, { sync = false }: { sync?: boolean } = {}): Promise<boolean> {
  await createPrivateFolder(dirname(file));
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(data);
      if (sync) await handle.sync();
    } finally {
      await handle.close();
    }
    // Some file systems (FAT, some network shares) have no links; there the file may for a moment be seen unfinished.
    await link(draft, file).catch((error) => {
      if (error.code === "EEXIST") throw error;
      return copyFile(draft, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
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
