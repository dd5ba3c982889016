import { constants } from "node:fs";
import { type FileHandle, mkdir, open, realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { isBelow } from "./is-below.ts";

/**
 * A folder that stays the same while files are written to it, even if its path is replaced by a link meanwhile. Only Linux can address an
 * open folder; elsewhere, `path` is the folder's path, and whoever may write to the folder's parents can redirect it.
 */
export interface PinnedFolder extends AsyncDisposable {
  /** Where to write. Valid until it is disposed. */
  readonly path: string;
  /** The folder's path without links. */
  readonly realPath: string;
}

/** Opens a folder below `root` and creates what is missing, one by one, so that none is created through a link that leaves the root. */
export async function pinFolder(root: string, folder: string): Promise<PinnedFolder | undefined> {
  let current = await pin(root);
  for (const part of relative(root, folder).split(sep).filter(Boolean)) {
    await using parent = current;
    const path = join(parent.path, part);
    await mkdir(path).catch(() => undefined);
    current = await pin(path);
    if (isBelow(root, current.realPath)) continue;
    await current[Symbol.asyncDispose]();
    return undefined;
  }
  return current;
}

const isLinux = process.platform === "linux";
const directoryFlags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0);

async function pin(folder: string): Promise<PinnedFolder> {
  if (!isLinux) return { path: folder, realPath: await realpath(folder), async [Symbol.asyncDispose]() {} };
  const handle = await open(folder, directoryFlags);
  const path = addressOf(handle);
  try {
    return { path, realPath: await realpath(path), [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    // The folder was removed meanwhile.
    await handle.close();
    throw error;
  }
}

/** Whether an open file is below a folder. False if it was removed meanwhile, true where the system cannot say. */
export async function isOpenedBelow(root: string, file: FileHandle): Promise<boolean> {
  if (!isLinux) return true;
  const path = await realpath(addressOf(file)).catch(() => undefined);
  return path !== undefined && isBelow(root, path);
}

const addressOf = ({ fd }: FileHandle): string => `/proc/self/fd/${fd}`;
