import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { emailEvents } from "../email-events.ts";
import { announceSent, sentOutput } from "./announce-sent.ts";
import { composeMessage } from "./compose-message.ts";
import { messagePath } from "./email-call.ts";
import { openFilesToSend } from "./files-to-send.ts";
import { messageFields, type OutgoingMessage } from "./outgoing-fields.ts";
import { sendWithFiles } from "./send-with-files.ts";

export const sendMessage = service({
  config: emailConfig,
  events: emailEvents,
  title: "Send a message",
  summary: "Send an email; without a recipient, to this mailbox itself.",
  input: z.object(messageFields),
  output: sentOutput,
  scope: "Mail.Send",
  mayUse: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "add",
  reachesOthers: ({ input }) => hasRecipient(input),
  notify: { field: "text" },
  async run(call) {
    const files = await openFilesToSend(call, call.input);
    const message = await composeMessage(call, files);
    const id = await sendWithFiles(call, files, message.body.content, {
      direct: {
        path: `${call.account.mailbox}/sendMail`,
        body: (attachments) => ({ message: { ...message, ...(attachments.length > 0 && { attachments }) } }),
      },
      draft: { path: messagePath(call), body: () => message },
    });
    return announceSent(call, { id, subject: message.subject, recipients: [...message.toRecipients, ...message.ccRecipients] });
  },
});

const hasRecipient = ({ to, cc, bcc }: OutgoingMessage): boolean => [to, cc, bcc].flat().some((text) => text?.trim());
