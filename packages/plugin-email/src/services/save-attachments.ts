import { CasementError, service } from "@casement/core";
import * as z from "zod";
import { attachmentNames } from "../attachment-names.ts";
import type { GraphAttachment } from "../graph-types.ts";
import { attachmentFileName } from "./attachment-file-name.ts";
import { messagePath } from "./email-call.ts";
import { messageIdInput } from "./message-ids.ts";

interface SavedFile {
  name: string;
  path: string;
  /** Bytes. */
  size: number;
}

export const saveAttachments = service({
  title: "Save attachments",
  summary: "Save the attachments of an email as files.",
  input: z.object({
    id: messageIdInput,
    folder: z.string().default("").describe("Folder below one in files.write; empty: that folder itself"),
    names: z.array(z.string().min(1)).optional().meta({ title: "Attachment names", description: "Save only attachments with these names" }),
    inlineAttachments: z.boolean().default(false).meta({ title: "Pictures in the text", description: "Also save pictures in the text" }),
  }),
  output: z.object({
    files: z.array(z.object({ name: z.string().describe("Name of the attachment"), path: z.string(), size: z.int().describe("Bytes") })),
    failed: z.array(z.object({ name: z.string(), reason: z.string() })).describe("Attachments that could not be saved"),
    notFound: z.array(z.string()).optional().describe("Those of names that no attachment has"),
    available: z.array(z.string()).optional().describe("The names of all attachments, if some were not found"),
    skipped: z.array(z.string()).describe("Names of attachments that are links to files elsewhere, with nothing to save"),
  }),
  scope: "Mail.Read",
  effect: "add",
  item: { of: "folder", does: "act", id: "id", only: { hasAttachments: [true] } },
  async run(call) {
    const { graph, files, input, progress, signal } = call;
    const path = `${messagePath(call, input.id)}/attachments`;
    const attachments = await graph.list<GraphAttachment>(path, { query: { $select: "id,name,contentType,size,isInline" } });
    const names = attachmentNames(attachments);
    const nameOf = ({ id }: GraphAttachment): string => names.get(id)!;
    const offered = attachments.filter(({ isInline }) => input.inlineAttachments || !isInline);
    const available = offered.map(nameOf);
    const notFound = (input.names ?? []).filter((name) => !available.includes(name));
    const selected = offered.filter((attachment) => !input.names || input.names.includes(nameOf(attachment)));
    const skipped = selected.filter(isLink).map(nameOf);
    const withContent = selected.filter((attachment) => !isLink(attachment));
    const total = withContent.reduce((sum, { size = 0 }) => sum + size, 0);
    const saved: SavedFile[] = [];
    let done = 0;
    const errors: { name: string; error: unknown }[] = [];
    const saveOne = async (attachment: GraphAttachment): Promise<void> => {
      let size = 0;
      const counter = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.byteLength;
          progress(Math.min(done + size, total), total);
          controller.enqueue(chunk);
        },
      });
      const content = await graph.download(`${path}/${encodeURIComponent(attachment.id)}/$value`);
      const name = attachmentFileName(attachment);
      const written = await files.write(input.folder ? `${input.folder}/${name}` : name, content.pipeThrough(counter, { signal }));
      saved.push({ name: nameOf(attachment), path: written, size });
    };
    for (const attachment of withContent) {
      signal.throwIfAborted();
      // One that fails does not stop the others.
      await saveOne(attachment).catch((error: unknown) => {
        if (signal.aborted) throw error;
        errors.push({ name: nameOf(attachment), error });
      });
      done += attachment.size ?? 0;
    }
    if (saved.length === 0 && errors[0]) throw errors[0].error;
    const failed = errors.map(({ name, error }) => ({ name, reason: CasementError.is(error) ? error.message : "An unexpected fault." }));
    return { files: saved, failed, skipped, ...(notFound.length > 0 && { notFound, available }) };
  },
});

const isLink = (attachment: GraphAttachment): boolean => attachment["@odata.type"] === "#microsoft.graph.referenceAttachment";
