import { randomUUID } from "node:crypto";
import { CasementError, type Clock, type FileHandle } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";
import { mediaTypeOf } from "./media-type.ts";

/** Files that a surface takes for services. They are in memory, and not for long. */
export interface UploadedFiles {
  /**
   * Keeps a file for an hour. Returns the name by which services read it: `upload:<random>/photo.jpg`. Whoever knows it can. The oldest files go
   * when all together have more than 64 MB.
   * @throws CasementError `too-large` above `maxUploadSize`
   */
  add(name: string, content: Uint8Array<ArrayBuffer>): string;
  /** @throws CasementError `file-refused` if it is not there any more */
  read(name: string): FileHandle;
}

/** Bytes. Outlook refuses larger messages in most organizations. */
export const maxUploadSize: number = 25 * 1024 * 1024;
const maxTotalSize = 64 * 1024 * 1024;
const lifetimeMs = 60 * 60_000;
const maxNameLength = 200;

const prefix = "upload:";

export const isUpload = (name: string): boolean => name.startsWith(prefix);

export function createUploadedFiles(clock: Clock, alarms: Alarms): UploadedFiles {
  const files = new Map<string, { readonly content: Uint8Array<ArrayBuffer>; readonly until: number }>();

  function removeOld(): void {
    const now = clock.now().getTime();
    for (const [key, { until }] of files) if (until <= now) files.delete(key);
    let total = [...files.values()].reduce((sum, { content }) => sum + content.byteLength, 0);
    for (const [key, { content }] of files) {
      if (total <= maxTotalSize) return;
      total -= content.byteLength;
      files.delete(key);
    }
  }
  return {
    add(name, content) {
      if (content.byteLength > maxUploadSize)
        throw new CasementError("too-large", "The file is larger than 25 MB.", { details: { reason: "file", limit: "25 MB" } });
      const key = `${prefix}${randomUUID()}/${toFileName(name)}`;
      const until = clock.now().getTime() + lifetimeMs;
      files.set(key, { content, until });
      removeOld();
      alarms.at(until, removeOld);
      return key;
    },
    read(key) {
      removeOld();
      const name = key.slice(key.indexOf("/") + 1);
      const content = files.get(key)?.content;
      if (!content)
        throw new CasementError("file-refused", `The uploaded file "${name}" is kept for an hour only. Upload it again.`, {
          details: { reason: "expired" },
        });
      return { name, size: content.byteLength, type: mediaTypeOf(name), stream: () => new Blob([content]).stream() };
    },
  };
}

/** A name that others see, without folders and without what can mislead them. */
function toFileName(name: string): string {
  const last = name.normalize().split(/[\\/]/).at(-1)!;
  const clean = last.replaceAll(/[\p{C}<>:"|?*]/gu, "").trim();
  const extension = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? "";
  return clean.length > maxNameLength ? clean.slice(0, maxNameLength - extension.length) + extension : clean || "file";
}
