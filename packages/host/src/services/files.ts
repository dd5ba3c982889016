import { randomUUID } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { copyFile, link, lstat, mkdir, open, realpath, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { CasementError, type FileAccess, type FileHandle } from "@casement/core";
import { mediaType } from "./media-type.ts";
import { type RemoteWire, readRemoteFile } from "./remote-file.ts";

/** What the configuration opens to services. */
export interface FilePlaces {
  /** Folders. */
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  /** Hosts from which files are fetched by https. */
  readonly hosts?: readonly string[];
}

/** Files below the folders of the configuration; links that lead out of them are refused like `..` is. Nothing is ever overwritten. */
export function createFiles({ read = [], write = [], hosts = [] }: FilePlaces = {}, wire?: RemoteWire): FileAccess {
  return {
    async read(name) {
      if (/^https?:\/\//i.test(name) && URL.canParse(name)) return readRemoteFile(name, hosts, wire);
      for (const root of read) {
        const real = await realpath(root).catch(() => undefined);
        const path = real && (await realpath(resolve(real, checked(name, "read"))).catch(() => undefined));
        if (path && isBelow(real, path)) return handleOf(path, name);
      }
      throw refused(name, "read", read);
    },
    async write(name, content) {
      const place = await placeFor(checked(name, "write"), write);
      if (!place) throw await discard(content, refused(name, "write", write));
      const draft = join(dirname(place), `.${randomUUID()}.part`);
      try {
        await pipeline(Readable.fromWeb(content as NodeStream<Uint8Array>), createWriteStream(draft, { flags: "wx", mode: 0o600 }));
        return await publish(draft, place);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** Where a file of that name may be written: its folder made, below a root, whatever links there are on the way. */
async function placeFor(name: string, roots: readonly string[]): Promise<string | undefined> {
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

/** Makes the folders between a root and a folder below it, one by one, so that none is made behind a link that leads out. */
async function makeFolder(root: string, folder: string): Promise<string | undefined> {
  let at = root;
  for (const part of relative(root, folder).split(sep).filter(Boolean)) {
    const next = join(at, part);
    await mkdir(next).catch(() => undefined);
    const real = await realpath(next).catch(() => undefined);
    if (!real || !isBelow(root, real) || !(await lstat(real)).isDirectory()) return undefined;
    at = real;
  }
  return at;
}

/** Gives the finished file its name, or the next free one: "a.txt", "a-2.txt". A link, unlike a rename, never replaces what is there. */
async function publish(draft: string, place: string): Promise<string> {
  const { dir, name, ext } = parse(place);
  for (let count = 1; ; count++) {
    const path = count === 1 ? place : join(dir, `${name}-${count}${ext}`);
    try {
      await link(draft, path).catch((error) => {
        // Not every file system has hard links.
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

/** Opened once to make sure that it is a file; what a later link puts in its place is not followed. */
async function handleOf(path: string, name: string): Promise<FileHandle> {
  const file = await openFile(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new CasementError("file-refused", `"${basename(name)}" is no file.`);
    const stream = async () => (await openFile(path)).createReadStream();
    return { name: basename(path), size: stat.size, type: mediaType(path), stream: () => lazily(stream) };
  } finally {
    await file.close();
  }
}

/** A pipe without a writer would otherwise wait for ever. */
const openFile = (path: string) => open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));

function lazily(start: () => Promise<Readable>): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    Readable.from(
      (async function* () {
        yield* await start();
      })(),
      { objectMode: false },
    ),
  ) as ReadableStream<Uint8Array>;
}

function checked(name: string, doing: "read" | "write"): string {
  if (name === "" || name.includes("\0") || (doing === "write" && /(^|[/\\])\.{0,2}$/.test(name)))
    throw new CasementError("file-refused", "A file has to have a name.");
  return name;
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** A stream that nobody reads keeps its connection. */
async function discard(content: ReadableStream<Uint8Array>, error: CasementError): Promise<CasementError> {
  await content.cancel(error).catch(() => {});
  return error;
}

function refused(name: string, doing: "read" | "write", roots: readonly string[]): CasementError {
  const where =
    roots.length === 0
      ? `No folder is open for this: name one under files.${doing} in the configuration.`
      : `It must ${doing === "read" ? "exist and " : ""}lie below one of the folders under files.${doing} in the configuration.`;
  return new CasementError("file-refused", `The file "${basename(name)}" cannot be ${doing === "read" ? "read" : "written"}. ${where}`);
}
