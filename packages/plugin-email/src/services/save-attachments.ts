import * as z from "zod";
import type { GraphAttachment } from "../graph-types.ts";
import { id } from "./message-ids.ts";
import { messagePath, type ServiceCall } from "./service-call.ts";

export const saveAttachmentsInput = z.object({
  id,
  folder: z.string().default("").describe("Folder below one that files.write opens; that one itself unless given"),
  names: z.array(z.string().min(1)).optional().describe("Only attachments of these names"),
  inlineAttachments: z.boolean().default(false).describe("Pictures within the text too"),
});
export const saveAttachmentsOutput = z.object({
  files: z.array(z.object({ name: z.string().describe("Of the attachment"), path: z.string(), size: z.int().describe("Bytes") })),
  skipped: z.array(z.string()).describe("Names of links to files elsewhere: there is nothing to save"),
});

export async function saveAttachments(
  call: ServiceCall<z.output<typeof saveAttachmentsInput>>,
): Promise<z.input<typeof saveAttachmentsOutput>> {
  const { graph, files, input, progress, signal } = call;
  const path = `${messagePath(call, input.id)}/attachments`;
  const found = await graph.list<GraphAttachment>(path, { query: { $select: "id,name,contentType,size,isInline" } });
  const wanted = found
    .filter(({ isInline }) => input.inlineAttachments || !isInline)
    .filter(({ name }) => !input.names || input.names.includes(name ?? ""));

  const isLink = (one: GraphAttachment) => one["@odata.type"] === "#microsoft.graph.referenceAttachment";
  const skipped = wanted.filter(isLink).map(({ name }) => name ?? "");
  const total = wanted.reduce((sum, one) => sum + (isLink(one) ? 0 : (one.size ?? 0)), 0);
  const saved: z.input<typeof saveAttachmentsOutput>["files"] = [];
  let done = 0;
  for (const one of wanted.filter((attachment) => !isLink(attachment))) {
    signal.throwIfAborted();
    let size = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        progress(Math.min(done + size, total), total);
        controller.enqueue(chunk);
      },
    });
    const content = await graph.download(`${path}/${encodeURIComponent(one.id)}/$value`);
    const name = fileName(one);
    const written = await files.write(input.folder ? `${input.folder}/${name}` : name, content.pipeThrough(counter, { signal }));
    done += one.size ?? size;
    saved.push({ name: one.name ?? "", path: written, size });
  }
  return { files: saved, skipped };
}

/** A name that every file system takes and that leads nowhere else. An attached message is saved as .eml. */
export function fileName({ name, ...one }: GraphAttachment): string {
  const isMessage = one["@odata.type"] === "#microsoft.graph.itemAttachment";
  const last = (name ?? "").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, "_")
    .replace(/^[.\s]+/, "")
    .replace(/[.\s]+$/, "");
  const whole = plain || "attachment";
  return isMessage && !/\.eml$/i.test(whole) ? `${whole.slice(0, 180)}.eml` : shortened(whole);
}

function shortened(name: string): string {
  const [ending = ""] = /\.[A-Za-z0-9]{1,10}$/.exec(name) ?? [];
  return name.length <= 180 ? name : name.slice(0, 180 - ending.length) + ending;
}
