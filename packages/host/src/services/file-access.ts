import { randomUUID } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { copyFile, link, mkdir, open, realpath, rm } from "node:fs/promises";
import { basename, dirname, join, parse, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { CasementError, type FileAccess, type FileHandle } from "@casement/core";
import { isDataUrl, readDataFile } from "./data-file.ts";
import { isBelow } from "./is-below.ts";
import { mediaTypeOf } from "./media-type.ts";
import { isOpenedBelow, type PinnedFolder, pinFolder } from "./pinned-folder.ts";
import { type RemoteClient, readRemoteFile } from "./remote-file.ts";
import { isUpload, type UploadedFiles } from "./uploaded-files.ts";

/** The folders and hosts that the configuration opens to services. */
export interface FileAccessOptions {
  /** Folders from which services may read. */
  readonly read?: readonly string[];
  /** Folders to which services may write. */
  readonly write?: readonly string[];
  /** Hosts from which services may fetch files over HTTPS. */
  readonly hosts?: readonly string[];
}

/** Gives access to files below the configured folders. Refuses `..` and links that leave them. Never overwrites a file. */
export function createFileAccess(
  { read = [], write = [], hosts = [] }: FileAccessOptions = {},
  client?: RemoteClient,
  uploads?: UploadedFiles,
): FileAccess {
  return {
    async read(name) {
      if (uploads && isUpload(name)) return uploads.read(name);
      if (isDataUrl(name)) return readDataFile(name);
      if (/^https?:\/\//i.test(name) && URL.canParse(name)) return readRemoteFile(name, hosts, client);
      for (const root of read) {
        const real = await realpath(root).catch(() => undefined);
        const path = real && (await realpath(resolve(real, checkName(name, "read"))).catch(() => undefined));
        if (path && isBelow(real, path)) return createFileHandle(real, path, name);
      }
      throw fileRefused(name, "read", read);
    },
    async write(name, content) {
      try {
        const target = await openWriteTarget(checkName(name, "write"), write);
        if (!target) throw fileRefused(name, "write", write);
        await using folder = target.folder;
        return await writeFile(folder, target.name, content);
      } catch (error) {
        // A stream that is not read would keep its connection open.
        await content.cancel(error).catch(() => {});
        throw toFileRefused(name, error);
      }
    },
  };
}

interface WriteTarget {
  readonly folder: PinnedFolder;
  readonly name: string;
}

/** Folders below a configured one. */
const maxDepth = 32;

/** Opens the folder to which a file may be written, and creates it. It is below a root even after links are resolved. */
async function openWriteTarget(name: string, roots: readonly string[]): Promise<WriteTarget | undefined> {
  for (const root of roots) {
    await mkdir(root, { recursive: true }).catch(() => undefined);
    const real = await realpath(root).catch(() => undefined);
    if (!real) continue;
    const wanted = resolve(real, name);
    if (wanted === real || !isBelow(real, wanted)) continue;
    if (relative(real, wanted).split(sep).length > maxDepth + 1)
      throw new CasementError("file-refused", `The file "${basename(name)}" cannot be written: it is more than ${maxDepth} folders deep.`);
    const folder = await pinFolder(real, dirname(wanted)).catch(undefinedIfNotFolder);
    if (folder) return { folder, name: basename(wanted) };
  }
  return undefined;
}

function undefinedIfNotFolder(error: unknown): undefined {
  if (codeOf(error) in writeFaults) throw error;
  return undefined;
}

/** Why the system does not write a file. */
const writeFaults: Readonly<Record<string, string>> = {
  ENAMETOOLONG: "its name, or that of its folder, is too long. Use a shorter one",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the folder is read-only",
  EACCES: "Casement is not allowed to write to its folder",
  EPERM: "Casement is not allowed to write to its folder",
};

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | undefined)?.code);

function toFileRefused(name: string, error: unknown): unknown {
  const fault = CasementError.is(error) ? undefined : writeFaults[codeOf(error)];
  if (fault === undefined) return error;
  return new CasementError("file-refused", `The file "${basename(name)}" cannot be written: ${fault}.`, { cause: error });
}

/** Writes a file under a free name and returns its path. A file that is not complete has another name, and is removed. */
async function writeFile(folder: PinnedFolder, name: string, content: ReadableStream<Uint8Array>): Promise<string> {
  const draft = join(folder.path, `.${randomUUID()}.part`);
  try {
    await pipeline(Readable.fromWeb(content as NodeStream<Uint8Array>), createWriteStream(draft, { flags: "wx", mode: 0o600 }));
    return join(folder.realPath, basename(await moveIntoPlace(draft, join(folder.path, name))));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves the finished file to its name, or to the next free one: "a.txt", "a-2.txt". Uses a link, which, unlike a rename, never replaces a file. */
async function moveIntoPlace(draft: string, target: string): Promise<string> {
  const { dir, name, ext } = parse(target);
  for (let count = 1; ; count++) {
    const path = count === 1 ? target : join(dir, `${name}-${count}${ext}`);
    try {
      await link(draft, path).catch((error) => {
        // Some file systems have no hard links.
        if (isTaken(error)) throw error;
        return copyFile(draft, path, constants.COPYFILE_EXCL);
      });
      return path;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EEXIST";

/** Opens the file once to check that it is a regular file. A link that later replaces it, or one of its folders, is not followed. */
async function createFileHandle(root: string, path: string, name: string): Promise<FileHandle> {
  const openFile = async () => {
    // Non-blocking, because opening a pipe without a writer would otherwise wait forever.
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    if (await isOpenedBelow(root, file)) return file;
    await file.close();
    throw new CasementError("file-refused", `"${basename(name)}" was removed or replaced while it was opened.`, {
      details: { reason: "not-readable" },
    });
  };
  await using file = await openFile();
  const stat = await file.stat();
  if (!stat.isFile())
    throw new CasementError("file-refused", `"${basename(name)}" is not a regular file.`, { details: { reason: "not-readable" } });
  const stream = async () => (await openFile()).createReadStream();
  return { name: basename(path), size: stat.size, type: mediaTypeOf(path), stream: () => createLazyStream(stream) };
}

function createLazyStream(start: () => Promise<Readable>): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    Readable.from(
      (async function* () {
        yield* await start();
      })(),
      { objectMode: false },
    ),
  ) as ReadableStream<Uint8Array>;
}

function checkName(name: string, operation: "read" | "write"): string {
  if (name === "" || name.includes("\0") || (operation === "write" && /(^|[/\\])\.{0,2}$/.test(name)))
    throw new CasementError("file-refused", "The file has no name.");
  return name;
}

function fileRefused(name: string, operation: "read" | "write", roots: readonly string[]): CasementError {
  const where =
    roots.length === 0
      ? `No folder is configured. Add one under files.${operation} in the configuration.`
      : `It must ${operation === "read" ? "exist and " : ""}be in one of the folders under files.${operation} in the configuration.`;
  const details = { reason: roots.length === 0 ? "no-folder" : "not-in-folder", setting: `files.${operation}` };
  return new CasementError(
    "file-refused",
    `The file "${basename(name)}" cannot be ${operation === "read" ? "read" : "written"}. ${where}`,
    { details },
  );
}
