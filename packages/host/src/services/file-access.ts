import { randomUUID } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { copyFile, link, lstat, mkdir, open, realpath, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { CasementError, type FileAccess, type FileHandle } from "@casement/core";
import { mediaTypeOf } from "./media-type.ts";
import { type RemoteClient, readRemoteFile } from "./remote-file.ts";

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
export function createFileAccess({ read = [], write = [], hosts = [] }: FileAccessOptions = {}, client?: RemoteClient): FileAccess {
  return {
    async read(name) {
      if (/^https?:\/\//i.test(name) && URL.canParse(name)) return readRemoteFile(name, hosts, client);
      for (const root of read) {
        const real = await realpath(root).catch(() => undefined);
        const path = real && (await realpath(resolve(real, checkName(name, "read"))).catch(() => undefined));
        if (path && isBelow(real, path)) return createFileHandle(path, name);
      }
      throw fileRefused(name, "read", read);
    },
    async write(name, content) {
      const target = await resolveWritePath(checkName(name, "write"), write);
      if (!target) throw await discard(content, fileRefused(name, "write", write));
      const draft = join(dirname(target), `.${randomUUID()}.part`);
      try {
        await pipeline(Readable.fromWeb(content as NodeStream<Uint8Array>), createWriteStream(draft, { flags: "wx", mode: 0o600 }));
        return await moveIntoPlace(draft, target);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** Finds the path to which a file may be written and creates its folder. The path is below a root even after links are resolved. */
async function resolveWritePath(name: string, roots: readonly string[]): Promise<string | undefined> {
  for (const root of roots) {
    await mkdir(root, { recursive: true }).catch(() => undefined);
    const real = await realpath(root).catch(() => undefined);
    if (!real) continue;
    const wanted = resolve(real, name);
    if (wanted === real || !isBelow(real, wanted)) continue;
    const folder = await makeFolder(real, dirname(wanted));
    if (folder) return join(folder, basename(wanted));
  }
  return undefined;
}

/** Creates the folders from a root to a folder below it, one by one, so that none is created through a link that leaves the root. */
async function makeFolder(root: string, folder: string): Promise<string | undefined> {
  let current = root;
  for (const part of relative(root, folder).split(sep).filter(Boolean)) {
    const next = join(current, part);
    await mkdir(next).catch(() => undefined);
    const real = await realpath(next).catch(() => undefined);
    if (!real || !isBelow(root, real) || !(await lstat(real)).isDirectory()) return undefined;
    current = real;
  }
  return current;
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

/** Opens the file once to check that it is a regular file. A link that later replaces it is not followed. */
async function createFileHandle(path: string, name: string): Promise<FileHandle> {
  const file = await openFile(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new CasementError("file-refused", `"${basename(name)}" is not a regular file.`);
    const stream = async () => (await openFile(path)).createReadStream();
    return { name: basename(path), size: stat.size, type: mediaTypeOf(path), stream: () => createLazyStream(stream) };
  } finally {
    await file.close();
  }
}

/** Non-blocking, because opening a pipe without a writer would otherwise wait forever. */
const openFile = (path: string) => open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));

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

function isBelow(root: string, path: string): boolean {
  const relativePath = relative(root, path);
  return relativePath === "" || (relativePath !== ".." && !relativePath.startsWith(`..${sep}`) && !isAbsolute(relativePath));
}

/** Cancels a stream that is not read: it would keep its connection open. */
async function discard(content: ReadableStream<Uint8Array>, error: CasementError): Promise<CasementError> {
  await content.cancel(error).catch(() => {});
  return error;
}

function fileRefused(name: string, operation: "read" | "write", roots: readonly string[]): CasementError {
  const where =
    roots.length === 0
      ? `No folder is configured. Add one under files.${operation} in the configuration.`
      : `It must ${operation === "read" ? "exist and " : ""}be in one of the folders under files.${operation} in the configuration.`;
  return new CasementError("file-refused", `The file "${basename(name)}" cannot be ${operation === "read" ? "read" : "written"}. ${where}`);
}
