import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { emailEvents } from "../email-events.ts";
import { sentOutput } from "./announce-sent.ts";
import { messageIdInput } from "./message-ids.ts";
import { contentFields } from "./outgoing-fields.ts";
import { sendReplyOrForward } from "./send-reply-or-forward.ts";

export const replyToSender = service({
  config: emailConfig,
  events: emailEvents,
  title: "Reply to the sender",
  summary: "Reply to the sender of an email.",
  input: z.object({ id: messageIdInput, ...contentFields }),
  output: sentOutput,
  scope: "Mail.Send",
  mayUse: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "add",
  reachesOthers: true,
  item: { of: "folder", does: "act", id: "id" },
  run: (call) => sendReplyOrForward(call, "reply"),
});
