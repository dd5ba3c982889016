import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { emailEvents } from "../email-events.ts";
import { sentOrDraftOutput } from "./announce-sent.ts";
import { messageIdInput } from "./message-ids.ts";
import { addressFields, contentFields, draftField } from "./outgoing-fields.ts";
import { previewReplyOrForward, sendReplyOrForward } from "./send-reply-or-forward.ts";

const { text, attachments, ...moreContent } = contentFields;
const { to, ...moreAddresses } = addressFields;

export const forwardMessage = service({
  config: emailConfig,
  events: emailEvents,
  title: "Forward a message",
  summary: "Forward an email to other people.",
  input: z
    .object({ id: messageIdInput, to, text, attachments, ...moreAddresses, ...moreContent, draft: draftField })
    .refine(({ to = [], draft }) => to.length > 0 || draft, {
      path: ["to"],
      message: "a recipient is required",
      params: { rule: "required" },
    }),
  output: sentOrDraftOutput,
  scope: "Mail.Send",
  mayUse: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "add",
  reachesOthers: ({ input }) => !input.draft,
  preview: (call) => previewReplyOrForward(call, "forward"),
  item: { of: "folder", does: "act", id: "id" },
  run: (call) => sendReplyOrForward(call, "forward"),
});
