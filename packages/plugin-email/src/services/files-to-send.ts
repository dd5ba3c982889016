import { CasementError, type FileHandle } from "@casement/core";
import { zipFiles } from "../zip-files.ts";
import type { EmailCall } from "./email-call.ts";
import type { OutgoingContent } from "./outgoing-fields.ts";

/** A file to send with a message. With a `contentId` it is a picture in the text. */
export interface FileToSend {
  readonly file: FileHandle;
  readonly contentId?: string;
}

/** Bytes: the limit of Outlook for one attachment. Source: https://learn.microsoft.com/graph/outlook-large-attachments */
export const maxAttachmentBytes = 150 * 1024 * 1024;

/** Opens the files that a message names. @throws CasementError `file-refused`. */
export async function openFilesToSend(call: EmailCall, { pictures, attachments, zip }: OutgoingContent): Promise<FileToSend[]> {
  const { files, signal } = call;
  const inline: FileToSend[] = [];
  for (const [index, name] of pictures.entries()) {
    const file = await files.read(name);
    if (!file.type.startsWith("image/"))
      throw new CasementError("file-refused", `pictures.${index} is not a picture. Use attachments instead.`, {
        details: { reason: "not-a-picture" },
      });
    inline.push({ file, contentId: `picture-${index + 1}` });
  }
  const attached: FileHandle[] = [];
  for (const name of attachments) attached.push(await files.read(name));
  const archiveName = zip === true ? "attachments.zip" : zip || undefined;
  const sent =
    archiveName !== undefined && attached.length > 0
      ? [await zipFiles(withZipExtension(archiveName), attached, maxAttachmentBytes, signal)]
      : attached;
  const filesToSend = [...inline, ...sent.map((file) => ({ file }))];
  if (filesToSend.some(({ file }) => file.size > maxAttachmentBytes))
    throw new CasementError("file-refused", "An attachment is larger than 150 MB, which is Outlook's limit.", {
      details: { reason: "size", limit: "150 MB" },
    });
  return filesToSend;
}

const withZipExtension = (name: string): string => (/\.zip$/i.test(name) ? name : `${name}.zip`);
