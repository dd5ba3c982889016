import { CasementError, type FileAccess, type FileHandle, type Graph } from "@casement/core";
import { base64Of } from "@casement/graph-input";
import * as z from "zod";

/**
 * Bytes that are sent in one request. A request to Graph can have 4 MB, and Base64 needs four bytes for three. Larger files need an upload
 * session. Source: learn.microsoft.com/graph/outlook-large-attachments.
 */
const maxInlineBytes = 3_000_000;
/** Bytes of the largest file that an upload session accepts. */
const maxAttachmentBytes = 150 * 1024 * 1024;

/** Surfaces offer to upload a file for an entry. */
export const attachmentsField = z
  .array(
    z.string().min(1).meta({
      format: "casement-file",
      description: "Name below a folder in files.read, https address on a host in files.hosts, or data:text/plain;name=a.txt;base64,QQ==",
    }),
  )
  .optional()
  .meta({
    description: "At most 150 MB each",
    "x-aliases": ["files"],
    "x-order": 8.5,
    "x-group": "More",
  });

/** Opens the files that a call names, before anything is written. @throws CasementError `file-refused`. */
export async function openAttachments(files: FileAccess, names: readonly string[]): Promise<FileHandle[]> {
  const opened: FileHandle[] = [];
  for (const name of names) opened.push(await files.read(name));
  const large = opened.findIndex(({ size }) => size > maxAttachmentBytes);
  if (large >= 0)
    throw new CasementError(
      "file-refused",
      `attachments.${large} is larger than 150 MB, the limit for files that are attached to an event.`,
      { details: { reason: "size", limit: "150 MB" } },
    );
  return opened;
}

interface GraphAttachment {
  readonly id: string;
  readonly name?: string | null;
}

/** What attaching files needs of a service's call. `progress` counts bytes. */
interface AttachmentCall {
  readonly graph: Graph;
  readonly progress: (done: number, of: number) => void;
}

/**
 * Attaches files to an event that exists. With `replaces`, a file takes the place of those with its name, so that it is there once however
 * often a call is repeated.
 *
 * @throws CasementError with the code of the failed request. The message says how many files are attached.
 */
export async function attachFiles(
  { graph, progress }: AttachmentCall,
  eventPath: string,
  files: readonly FileHandle[],
  replaces: boolean,
): Promise<void> {
  if (files.length === 0) return;
  const path = `${eventPath}/attachments`;
  const before = replaces ? await graph.list<GraphAttachment>(path, { query: { $select: "id,name" } }) : [];
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const [index, file] of files.entries()) {
    try {
      await attachFile(graph, path, file, (sent) => progress(done + sent, total));
      done += file.size;
      progress(done, total);
      for (const { id, name } of before) if (name === file.name) await graph.send("DELETE", `${path}/${encodeURIComponent(id)}`);
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      const message = `The event is saved, but only ${index} of ${files.length} files are attached. ${error.message}`;
      throw new CasementError(error.code, message, { cause: error, details: error.details });
    }
  }
}

async function attachFile(graph: Graph, path: string, file: FileHandle, progress: (sent: number) => void): Promise<void> {
  if (file.size > maxInlineBytes) {
    const item = { attachmentType: "file", name: file.name, size: file.size, contentType: file.type };
    await graph.upload(`${path}/createUploadSession`, { AttachmentItem: item }, file, progress);
    return;
  }
  await graph.send("POST", path, {
    "@odata.type": "#microsoft.graph.fileAttachment",
    name: file.name,
    contentType: file.type,
    contentBytes: await base64Of(file),
  });
}
