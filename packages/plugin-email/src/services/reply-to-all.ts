import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { emailEvents } from "../email-events.ts";
import { sentOrDraftOutput } from "./announce-sent.ts";
import { messageIdInput } from "./message-ids.ts";
import { contentFields, draftField } from "./outgoing-fields.ts";
import { previewReplyOrForward, sendReplyOrForward } from "./send-reply-or-forward.ts";

export const replyToAll = service({
  config: emailConfig,
  events: emailEvents,
  title: "Reply to all",
  summary: "Reply to the sender and all recipients of an email.",
  input: z.object({ id: messageIdInput, ...contentFields, draft: draftField }),
  output: sentOrDraftOutput,
  scope: "Mail.Send",
  mayUse: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "add",
  reachesOthers: ({ input }) => !input.draft,
  preview: (call) => previewReplyOrForward(call, "replyAll"),
  item: { of: "folder", does: "act", id: "id" },
  run: (call) => sendReplyOrForward(call, "replyAll"),
});
