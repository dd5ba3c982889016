import { badRequest } from "../../protocol/graph-fault.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { presentItem } from "./item-attachment.ts";
import type { MailAttachment } from "./mail-message.ts";

/** Exchange reports the stored size, which is a little larger than the file. */
const storageOverhead = 200;

/** Reads an attachment from a request body. `lastModifiedDateTime` is an ISO time. */
export function readAttachment(
  input: unknown,
  { id, lastModifiedDateTime }: Pick<MailAttachment, "id" | "lastModifiedDateTime">,
): MailAttachment {
  const { "@odata.type": odataType, name, item, isInline, contentBytes, contentType, contentId, contentLocation } = propertiesOf(input);
  const type = /^#?microsoft\.graph\.(file|item|reference)Attachment$/i.exec(String(odataType))?.[1]?.toLowerCase();
  if (!type)
    throw badRequest(
      "An attachment needs '@odata.type': '#microsoft.graph.fileAttachment', itemAttachment or referenceAttachment.",
      "RequestBodyRead",
    );
  if (typeof name !== "string" || !name) throw badRequest("The property 'name' of the attachment is missing.", "ErrorInvalidRequest");
  const shared = { id, name, isInline: isInline === true || isInline === "true", lastModifiedDateTime };
  if (type === "reference") return { ...shared, kind: "reference", contentType: null, size: storageOverhead };
  if (type === "item") {
    if (item === null || typeof item !== "object")
      throw badRequest("The property 'item' of the attachment is missing.", "ErrorInvalidRequest");
    return { ...shared, kind: "item", contentType: null, size: JSON.stringify(item).length + storageOverhead, item: { ...item } };
  }
  const more = { contentType: textOf(contentType), contentId: textOf(contentId), contentLocation: textOf(contentLocation) };
  return createFileAttachment(decodeBase64(contentBytes), { ...more, ...shared });
}

/** Creates a file attachment. */
export function createFileAttachment(
  bytes: Uint8Array,
  properties: Pick<MailAttachment, "id" | "name" | "lastModifiedDateTime"> & {
    isInline?: boolean | undefined;
    contentType?: string | null | undefined;
    contentId?: string | null | undefined;
    contentLocation?: string | null | undefined;
  },
): MailAttachment {
  const { id, name, lastModifiedDateTime, isInline = false, contentType, contentId, contentLocation } = properties;
  return {
    kind: "file",
    id,
    name,
    contentType: contentType ?? "application/octet-stream",
    size: bytes.length + storageOverhead,
    isInline,
    lastModifiedDateTime,
    bytes,
    contentId: contentId ?? null,
    contentLocation: contentLocation ?? null,
  };
}

function decodeBase64(text: unknown): Uint8Array {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/\r\n_-]*={0,2}\s*$/.test(text))
    throw badRequest("The property 'contentBytes' is not Base64.", "ErrorInvalidRequest");
  return new Uint8Array(Buffer.from(text, "base64"));
}

/** Presents an attachment as Graph sends it. `content` includes the bytes of a file, `expand` the item of an item attachment. */
export function presentAttachment(attachment: MailAttachment, { content, expand }: { content: boolean; expand: boolean }): object {
  const { id, lastModifiedDateTime, name, contentType, size, isInline } = attachment;
  const head = { "@odata.type": `#microsoft.graph.${attachment.kind}Attachment` };
  const shared = { id, lastModifiedDateTime, name, contentType, size, isInline };
  if (attachment.kind === "file")
    return {
      ...head,
      "@odata.mediaContentType": contentType,
      ...shared,
      contentId: attachment.contentId,
      contentLocation: attachment.contentLocation,
      ...(content ? { contentBytes: Buffer.from(attachment.bytes).toString("base64") } : {}),
    };
  if (attachment.kind === "reference" || !expand) return { ...head, ...shared };
  return { ...head, ...shared, item: presentItem(attachment.item, lastModifiedDateTime) };
}
