import * as z from "zod";
import { importance } from "../choices.ts";

const people = (what: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(`${what}: ada@example.com or Ada Reed <ada@example.com>; one or several`);
/** Surfaces offer to upload a file for it. */
const file = (what: string) => z.string().min(1).meta({ format: "casement-file" }).describe(what);

/** What is written: the same for a message, an answer and a draft. */
export const contentFields = {
  text: z.string().optional().describe("The message as text; its lines stay as they are"),
  html: z.string().optional().describe("The message as HTML, in place of text"),
  pictures: z
    .array(file("Name below a folder that files.read opens, or https address on one of files.hosts"))
    .default([])
    .describe('Shown within the message: where html has <img src="cid:picture-1">, else below it'),
  attachments: z.array(file("Name below a folder that files.read opens, or https address on one of files.hosts")).default([]),
  zip: z
    .union([z.boolean(), z.string().min(1)])
    .default(false)
    .describe("Pack the attachments into one archive; its name, or attachments.zip"),
};

export const addressFields = {
  to: people("To"),
  cc: people("Cc"),
  bcc: people("Bcc"),
};

export const letterFields = {
  ...addressFields,
  to: people("To; with nobody in to, cc and bcc it goes to this mailbox itself"),
  replyTo: people("Where answers go"),
  from: z.string().optional().describe("Another mailbox that may be sent from: see sendFrom in the configuration"),
  subject: z.string().default("Message from Casement"),
  importance: importance.default("normal"),
  ...contentFields,
};

export type Content = z.output<z.ZodObject<typeof contentFields>>;
export type Letter = z.output<z.ZodObject<typeof letterFields>>;
