import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { CasementError, type FileHandle, type Files } from "@casement/core";

/** Files below the folders of the configuration; links that lead out of them are refused like `..` is. */
export function createFiles(folders: { readonly read?: readonly string[]; readonly write?: readonly string[] } = {}): Files {
  return {
    async read(name) {
      const path = await within(name, folders.read ?? [], "read");
      const { size } = await stat(path);
      return handleOf(path, size);
    },
    async write(name, content) {
      const folder = await within(dirname(name), folders.write ?? [], "write");
      const path = join(folder, basename(name));
      const draft = `${path}.part`;
      try {
        await pipeline(Readable.fromWeb(content as NodeStream<Uint8Array>), createWriteStream(draft, { flags: "wx", mode: 0o600 }));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return path;
    },
  };
}

/** The real path of a file or folder that lies below one of the roots. */
async function within(name: string, roots: readonly string[], doing: "read" | "write"): Promise<string> {
  for (const root of roots) {
    const realRoot = await realpath(root).catch(() => undefined);
    if (!realRoot) continue;
    const wanted = isAbsolute(name) ? name : resolve(realRoot, name);
    if (doing === "write" && isBelow(realRoot, resolve(wanted))) await mkdir(wanted, { recursive: true }).catch(() => undefined);
    const real = await realpath(wanted).catch(() => undefined);
    if (real && isBelow(realRoot, real)) return real;
  }
  const where =
    roots.length === 0
      ? `No folder is open for this: name one under files.${doing} in the configuration.`
      : `It must exist and lie below one of the folders under files.${doing} in the configuration.`;
  throw new CasementError("file-refused", `The file "${basename(name)}" cannot be ${doing === "read" ? "read" : "written"}. ${where}`);
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}

function handleOf(path: string, size: number): FileHandle {
  return {
    name: basename(path),
    size,
    type: types[extname(path).toLowerCase()] ?? "application/octet-stream",
    stream: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}

const types: Readonly<Record<string, string>> = {
  ".txt": "text/plain",
  ".csv": "text/csv",
  ".html": "text/html",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
  ".zip": "application/zip",
  ".ics": "text/calendar",
  ".mp4": "video/mp4",
};
