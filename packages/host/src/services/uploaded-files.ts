import { randomUUID } from "node:crypto";
import { CasementError, type FileHandle } from "@casement/core";
import type { UploadPort } from "../ports/index.ts";
import { mediaTypeOf } from "./media-type.ts";

/** Files that a surface takes for services, for a short time. */
export interface UploadedFiles {
  /**
   * Keeps a file for an hour. Returns the name by which services read it: `upload:<random>/photo.jpg`. Whoever knows it can. The oldest files go
   * when there is too much.
   * @throws CasementError `too-large` above `maxUploadSize`
   */
  add(name: string, content: Uint8Array<ArrayBuffer>): Promise<string>;
  /** @throws CasementError `file-refused` if it is not there any more */
  read(name: string): Promise<FileHandle>;
}

/** Bytes. Outlook refuses larger messages in most organizations. */
export const maxUploadSize: number = 25 * 1024 * 1024;
const maxNameLength = 200;

const prefix = "upload:";

export const isUpload = (name: string): boolean => name.startsWith(prefix);

/** `port`: where they wait. */
export function createUploadedFiles(port: () => UploadPort): UploadedFiles {
  return {
    async add(name, content) {
      if (content.byteLength > maxUploadSize) throw new CasementError("too-large", "The file is larger than 25 MB.");
      const key = `${prefix}${randomUUID()}/${toFileName(name)}`;
      await port().keep(key, content);
      return key;
    },
    async read(key) {
      const name = key.slice(key.indexOf("/") + 1);
      const content = await port().read(key);
      if (!content) throw new CasementError("file-refused", `The uploaded file "${name}" is kept for an hour only. Upload it again.`);
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
