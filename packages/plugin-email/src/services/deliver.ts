import { CasementError } from "@casement/core";
import { base64Of, type FileToSend } from "./files-to-send.ts";
import { messagePath, type ServiceCall } from "./service-call.ts";

/** Bytes. A request to Graph has at most 4 MB, and Base64 makes three bytes four. Larger files go through an upload session. */
export const mostInOneRequest = 3_000_000;

/** How one message leaves, at once or from a draft. `body` takes the attachments that fit. */
export interface Route {
  readonly path: string;
  body(attachments: readonly object[]): object;
}

/**
 * Sends with one request while everything fits into it; else makes a draft, fills it and sends that, which needs `Mail.ReadWrite`.
 * A send whose answer is lost is not repeated: `outcome-unknown`. Returns the id where there was a draft.
 */
export async function deliver(
  call: ServiceCall<unknown>,
  files: readonly FileToSend[],
  text: string,
  { atOnce, draft }: { readonly atOnce: Route; readonly draft: Route },
): Promise<string | undefined> {
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (size + new TextEncoder().encode(text).byteLength <= mostInOneRequest) {
    await call.graph.send("POST", atOnce.path, atOnce.body(await Promise.all(files.map(attachmentOf))));
    return undefined;
  }
  const id = await makeDraft(call, files, draft);
  call.signal.throwIfAborted();
  await call.graph.send("POST", `${messagePath(call, id)}/send`);
  return id;
}

/** A draft with all its attachments; if one of them fails there is no draft. Returns its id. */
export async function makeDraft(call: ServiceCall<unknown>, files: readonly FileToSend[], { path, body }: Route): Promise<string> {
  const { id } = await call.graph.send<{ id: string }>("POST", path, body([])).catch(explained);
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  let done = 0;
  try {
    for (const one of files) {
      call.signal.throwIfAborted();
      await attach(call, id, one, (sent) => call.progress(done + sent, total));
      done += one.file.size;
      call.progress(done, total);
    }
  } catch (error) {
    await call.graph.send("DELETE", messagePath(call, id)).catch(() => {});
    throw error;
  }
  call.markWritten(id);
  return id;
}

async function attach(call: ServiceCall<unknown>, id: string, one: FileToSend, progress: (done: number) => void): Promise<void> {
  const path = `${messagePath(call, id)}/attachments`;
  const { file, contentId } = one;
  if (file.size <= mostInOneRequest) {
    await call.graph.send("POST", path, await attachmentOf(one));
    return;
  }
  const inline = contentId === undefined ? {} : { isInline: true, contentId };
  const session = { AttachmentItem: { attachmentType: "file", name: file.name, size: file.size, contentType: file.type, ...inline } };
  await call.graph.upload(`${path}/createUploadSession`, session, file, progress);
}

async function attachmentOf({ file, contentId }: FileToSend): Promise<object> {
  return {
    "@odata.type": "#microsoft.graph.fileAttachment",
    name: file.name,
    contentType: file.type,
    contentBytes: await base64Of(file),
    ...(contentId !== undefined && { isInline: true, contentId }),
  };
}

function explained(error: unknown): never {
  if (CasementError.is(error) && (error.code === "scope-fence" || error.code === "scope-not-granted"))
    throw new CasementError(
      "service-refused",
      "Together these are over 3 MB, which Outlook takes through a draft only. That needs Mail.ReadWrite: set enableUpdate and sign in again. Nothing was sent.",
      { cause: error },
    );
  throw error;
}
