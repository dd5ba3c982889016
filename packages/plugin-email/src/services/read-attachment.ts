import { CasementError, invalidInput, service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { readApart } from "../read-apart.ts";
import { readAttachment } from "./attachment-content.ts";
import { messageIdInput } from "./message-ids.ts";

/** Bytes. */
const maxSize = 10 * 1024 * 1024;
/** Characters of one page. */
const maxLength = 15_000;

export const readAttachmentText = service({
  config: emailConfig,
  title: "Read an attachment",
  summary: "Return the text of an attachment: PDF, Word, HTML or plain text.",
  input: z.object({
    id: messageIdInput,
    name: z
      .string()
      .min(1)
      .meta({ title: "Name of the attachment", "x-aliases": ["file", "attachment"] }),
    cursor: z.string().optional().meta({ title: "Next page", description: "`cursor` of the previous page", "x-group": "More" }),
  }),
  output: z.object({
    contentType: z.string().describe("As the sender gave it"),
    text: z.string().meta({ description: "At most 15,000 characters", "x-private": true }),
    cursor: z.string().optional().describe("For the next page. Absent on the last one"),
  }),
  scope: "Mail.Read",
  effect: "read",
  async run(call) {
    const start = startOf(call.input.cursor);
    const { attachment, position, content } = await readAttachment(call, maxSize, "Use save-attachments.");
    const contentType = attachment.contentType ?? "application/octet-stream";
    const end = start + maxLength;
    const part = await readApart(call, { type: contentType, name: attachment.name ?? "", content, start, end }).catch((error: unknown) => {
      throw unreadable(error, position);
    });
    if (part === undefined)
      throw invalidInput("name", "is a file of another kind. Text can be read from PDF, Word (docx), HTML and plain text");
    return { contentType, text: part.text, ...(part.more && { cursor: String(end) }) };
  },
});

/** `position`: of the attachment in its message, from 1. */
function unreadable(error: unknown, position: number): unknown {
  if (!CasementError.is(error)) return invalidInput("name", "is a file that cannot be read: it is damaged or protected with a password");
  if (error.code !== "limit-exceeded") return error;
  const needs = error.details.limit === "time" ? "longer than 20 s" : "more memory than the hub gives it";
  return new CasementError(
    "limit-exceeded",
    `Attachment ${position} of the message was not read: that takes ${needs}. It may have been made to stop programs. If you trust the sender, use save-attachments and open it in another program.`,
    { details: error.details },
  );
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw invalidInput("cursor", "is not the `cursor` of a previous page");
  return Number(cursor);
}
