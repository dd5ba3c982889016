import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** Creates a folder with mode 0700. Leaves an existing folder unchanged. */
export async function createPrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(async (error) => {
    // On a read-only disk, Node says that the folder does not exist. A plain attempt says why it cannot be created.
    if (error.code !== "ENOENT") throw error;
    await mkdir(error.path, { mode: 0o700 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  });
}

/** Replaces a file atomically (mode 0600, synced). After a crash or on a full disk, the old content remains. */
export async function writeAtomic(file: string, data: string | Buffer): Promise<void> {
  await createPrivateFolder(dirname(file));
  await writeFileAtomic(file, data, { mode: 0o600, fsync: true });
  await syncFolder(dirname(file));
}

/** Creates a file (mode 0600) with its whole content. Returns false if it exists; of several concurrent callers, one gets true. */
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
    // Some file systems (FAT, some network shares) have no hard links. There, others may briefly see a partial file.
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

/** Syncs the folder, so that a rename in it survives a power failure. Not needed, and not possible, on Windows. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
