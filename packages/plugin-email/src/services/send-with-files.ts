import { CasementError } from "@casement/core";
import { base64Of } from "@casement/graph-input";
import { type EmailCall, messagePath } from "./email-call.ts";
import type { FileToSend } from "./files-to-send.ts";

/**
 * Bytes that are sent in one request. A request to Graph can have 4 MB, and Base64 needs four bytes for three. Larger files need an upload
 * session. Source: https://learn.microsoft.com/graph/outlook-large-attachments
 */
export const maxInlineBytes = 3_000_000;

/** A request that sends a message or creates a draft. `body` gets the attachments that are sent with it. */
export interface OutgoingRequest {
  readonly path: string;
  body(attachments: readonly object[]): object;
}

/**
 * Sends a message with one request if everything fits into it. Otherwise creates a draft, attaches the files and sends it, which needs
 * `Mail.ReadWrite`. A send without a response is not repeated: `outcome-unknown`. Returns the id of the draft.
 */
export async function sendWithFiles(
  call: EmailCall,
  files: readonly FileToSend[],
  text: string,
  { direct, draft }: { readonly direct: OutgoingRequest; readonly draft: OutgoingRequest },
): Promise<string | undefined> {
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (size + new TextEncoder().encode(text).byteLength <= maxInlineBytes) {
    await call.graph.send("POST", direct.path, direct.body(await Promise.all(files.map(fileAttachment))));
    return undefined;
  }
  const id = await createDraftWithFiles(call, files, draft);
  call.signal.throwIfAborted();
  await call.graph.send("POST", `${messagePath(call, id)}/send`);
  return id;
}

/** Creates a draft with all its attachments and returns its id. If an attachment fails, the draft is deleted. */
export async function createDraftWithFiles(
  call: EmailCall,
  files: readonly FileToSend[],
  { path, body }: OutgoingRequest,
): Promise<string> {
  const { id } = await call.graph.send<{ id: string }>("POST", path, body([])).catch(rethrowWithCure);
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  let done = 0;
  try {
    for (const fileToSend of files) {
      call.signal.throwIfAborted();
      await attachFile(call, id, fileToSend, (sent) => call.progress(done + sent, total));
      done += fileToSend.file.size;
      call.progress(done, total);
    }
  } catch (error) {
    await call.graph.send("DELETE", messagePath(call, id)).catch(() => {});
    throw error;
  }
  call.markWritten(id);
  return id;
}

async function attachFile(call: EmailCall, id: string, fileToSend: FileToSend, progress: (done: number) => void): Promise<void> {
  const path = `${messagePath(call, id)}/attachments`;
  const { file, contentId } = fileToSend;
  if (file.size <= maxInlineBytes) {
    await call.graph.send("POST", path, await fileAttachment(fileToSend));
    return;
  }
  const inline = contentId === undefined ? {} : { isInline: true, contentId };
  const session = { AttachmentItem: { attachmentType: "file", name: file.name, size: file.size, contentType: file.type, ...inline } };
  await call.graph.upload(`${path}/createUploadSession`, session, file, progress);
}

async function fileAttachment({ file, contentId }: FileToSend): Promise<object> {
  return {
    "@odata.type": "#microsoft.graph.fileAttachment",
    name: file.name,
    contentType: file.type,
    contentBytes: await base64Of(file),
    ...(contentId !== undefined && { isInline: true, contentId }),
  };
}

function rethrowWithCure(error: unknown): never {
  if (CasementError.is(error) && (error.code === "scope-fence" || error.code === "scope-not-granted"))
    throw new CasementError(
      "service-refused",
      "A draft needs Mail.ReadWrite, and a message larger than 3 MB is sent through a draft. Set enableUpdate and sign in again. Nothing was sent.",
      { cause: error, details: { reason: "permission", scope: "Mail.ReadWrite" } },
    );
  throw error;
}
