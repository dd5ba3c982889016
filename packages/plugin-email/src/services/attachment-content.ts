import { CasementError, invalidInput } from "@casement/core";
import { attachmentNames } from "../attachment-names.ts";
import type { GraphAttachment } from "../graph-types.ts";
import { type EmailCall, messagePath } from "./email-call.ts";

/**
 * An attachment of the message `id`, by its name, with its content in memory. `position` counts from 1.
 *
 * @throws CasementError `input-invalid` when there is none, or it is a link, or larger than `maxSize` (bytes). `cure`: what to do then
 */
export async function readAttachment(
  call: EmailCall<{ readonly id: string; readonly name: string }>,
  maxSize: number,
  cure: string,
): Promise<{ attachment: GraphAttachment; position: number; content: Uint8Array }> {
  const { graph, input } = call;
  const path = `${messagePath(call, input.id)}/attachments`;
  const attachments = await graph.list<GraphAttachment>(path, { query: { $select: "id,name,contentType,size,isInline" } });
  const names = attachmentNames(attachments);
  const index = attachments.findIndex(({ id }) => names.get(id) === input.name);
  const attachment = attachments[index];
  if (!attachment) throw invalidInput("name", "is not the name of an attachment; get-message with attachments: true lists the names");
  if (attachment["@odata.type"] === "#microsoft.graph.referenceAttachment")
    throw invalidInput("name", "is a link to a file elsewhere. Open it in Outlook");
  const tooLarge = new CasementError("input-invalid", `The attachment is larger than ${maxSize / 1024 / 1024} MB. ${cure}`);
  if ((attachment.size ?? 0) > maxSize) throw tooLarge;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of await graph.download(`${path}/${encodeURIComponent(attachment.id)}/$value`)) {
    size += part.byteLength;
    if (size > maxSize) throw tooLarge;
    parts.push(part);
  }
  return { attachment, position: index + 1, content: Buffer.concat(parts) };
}
