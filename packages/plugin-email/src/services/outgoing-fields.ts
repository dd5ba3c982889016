import { addressFormat } from "@casement/graph-input";
import * as z from "zod";
import { messageImportance } from "../message-choices.ts";
import { recipientMistake } from "../recipients.ts";

const addressText = z.string().meta(addressFormat);
/** Checked before anybody is asked whether the message shall be sent. */
const addresses = z
  .union([addressText, z.array(addressText)])
  .superRefine((given, context) => {
    const mistake = recipientMistake(given);
    if (!mistake) return;
    const { index, message } = mistake;
    context.addIssue({ code: "custom", path: index === undefined ? [] : [index], message, params: { rule: "format" } });
  })
  .optional()
  .meta(addressFormat);
/** Surfaces offer to upload a file for it. */
const file = z.string().min(1).meta({
  format: "casement-file",
  description: "Name below a folder in files.read, https address on a host in files.hosts, or data:text/plain;name=a.txt;base64,QQ==",
});

/** The written part of a message, a reply, a forwarded message and a draft. */
export const contentFields = {
  text: z
    .string()
    .optional()
    .meta({
      description: "The message as text; line breaks are kept",
      format: "casement-text",
      "x-private": true,
      "x-aliases": ["body", "message", "content"],
    }),
  attachments: z.array(file).default([]),
  html: z.string().optional().meta({
    title: "HTML",
    description: "The message as HTML, instead of text",
    format: "casement-text",
    "x-private": true,
    "x-group": "More",
  }),
  pictures: z
    .array(file)
    .default([])
    .meta({
      description: 'Pictures in the message: where html has <img src="cid:picture-1">, otherwise below it',
      "x-aliases": ["images"],
      "x-group": "More",
    }),
  zip: z
    .union([
      z.boolean(),
      z
        .string()
        .max(200)
        .regex(/^[^/\\:\p{C}]*[^/\\:\s.\p{C}][^/\\:\p{C}]*$/u, "must be a file name without folders"),
    ])
    .default(false)
    .meta({
      title: "Compress attachments",
      description: "Pack the attachments into one archive: its name, or true for attachments.zip",
      "x-group": "More",
    }),
};

/** Of a reply and a forwarded message. */
export const draftField = z
  .boolean()
  .default(false)
  .meta({ description: "Create a draft in the conversation instead of sending", "x-aliases": ["asDraft"], "x-group": "More" });

export const addressFields = {
  to: addresses.meta({
    description: "One or more addresses: ada@example.com or Ada Reed <ada@example.com>",
    "x-aliases": ["recipient", "recipients"],
  }),
  cc: addresses.meta({ description: "Addresses in Cc", "x-group": "More" }),
  bcc: addresses.meta({ description: "Addresses in Bcc", "x-group": "More" }),
};

/** The fields of a new message, those that matter most first. */
export const messageFields = {
  to: addressFields.to.meta({
    description:
      "One or more addresses: ada@example.com or Ada Reed <ada@example.com>. Default: this mailbox itself, if cc and bcc are empty too",
  }),
  subject: z
    .string()
    .default("Message from Casement")
    .meta({ "x-aliases": ["title"] }),
  text: contentFields.text,
  attachments: contentFields.attachments,
  cc: addressFields.cc,
  bcc: addressFields.bcc,
  replyTo: addresses.meta({ description: "Addresses that replies go to", "x-group": "More" }),
  from: z
    .string()
    .optional()
    .meta({ ...addressFormat, description: "Another mailbox to send from; see sendFrom in the configuration", "x-group": "More" }),
  importance: messageImportance.default("normal").meta({ "x-aliases": ["priority"], "x-group": "More" }),
  html: contentFields.html,
  pictures: contentFields.pictures,
  zip: contentFields.zip,
};

export type OutgoingContent = z.output<z.ZodObject<typeof contentFields>>;
export type OutgoingMessage = z.output<z.ZodObject<typeof messageFields>>;
