import * as z from "zod";
import { compose } from "./compose.ts";
import { deliver, makeDraft } from "./deliver.ts";
import { filesToSend } from "./files-to-send.ts";
import { letterFields } from "./outgoing-input.ts";
import { messagePath, type ServiceCall } from "./service-call.ts";
import { type sentOutput, told } from "./told.ts";

export const sendInput = z.object(letterFields);

export async function send(call: ServiceCall<z.output<typeof sendInput>>): Promise<z.input<typeof sentOutput>> {
  const files = await filesToSend(call, call.input);
  const letter = await compose(call, files);
  const id = await deliver(call, files, letter.body.content, {
    atOnce: {
      path: `${call.account.mailbox}/sendMail`,
      body: (attachments) => ({ message: { ...letter, ...(attachments.length > 0 && { attachments }) } }),
    },
    draft: { path: messagePath(call), body: () => letter },
  });
  return told(call, { id, subject: letter.subject, recipients: [...letter.toRecipients, ...letter.ccRecipients] });
}

export const createDraftOutput = z.object({ id: z.string().describe("Of the draft") });

export async function createDraft(call: ServiceCall<z.output<typeof sendInput>>): Promise<z.input<typeof createDraftOutput>> {
  const files = await filesToSend(call, call.input);
  const letter = await compose(call, files);
  return { id: await makeDraft(call, files, { path: messagePath(call), body: () => letter }) };
}
