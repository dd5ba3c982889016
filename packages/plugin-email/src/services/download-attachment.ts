import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { readAttachment } from "./attachment-content.ts";
import { attachmentFileName } from "./attachment-file-name.ts";
import { messageIdInput } from "./message-ids.ts";

/** Bytes. The content is held in memory several times, so larger files are for save-attachments, which streams. */
const maxSize = 25 * 1024 * 1024;

export const downloadAttachment = service({
  config: emailConfig,
  title: "Download an attachment",
  summary: "Return the content of one attachment of an email, in base64.",
  input: z.object({
    id: messageIdInput,
    name: z
      .string()
      .min(1)
      .meta({ title: "Name of the attachment", "x-aliases": ["file"] }),
  }),
  output: z.object({
    name: z.string().describe("A name that is safe for a file"),
    contentType: z.string().describe("As the sender gave it"),
    content: z.string().meta({ contentEncoding: "base64", "x-private": true }),
  }),
  scope: "Mail.Read",
  effect: "read",
  item: { of: "folder", does: "download", id: "id", fields: { file: "name" }, only: { hasAttachments: [true] } },
  async run(call) {
    const { attachment, content } = await readAttachment(call, maxSize, "Use save-attachments.");
    return {
      name: attachmentFileName(attachment),
      contentType: attachment.contentType ?? "application/octet-stream",
      content: Buffer.from(content).toString("base64"),
    };
  },
});
