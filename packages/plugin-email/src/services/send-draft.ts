import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { emailEvents } from "../email-events.ts";
import { readGraphMessage } from "../graph-message.ts";
import { announceSent, sentOutput } from "./announce-sent.ts";
import { messagePath } from "./email-call.ts";
import { messageIdInput } from "./message-ids.ts";
import { peopleOf, readForPreview } from "./preview-messages.ts";

export const sendDraft = service({
  config: emailConfig,
  events: emailEvents,
  title: "Send a draft",
  summary: "Send a draft to its recipients.",
  input: z.object({ id: messageIdInput.meta({ title: "Draft", description: "ID of the draft", "x-aliases": ["messageId", "draftId"] }) }),
  output: sentOutput,
  scope: "Mail.Send",
  touches: ["messages"],
  reachesOthers: true,
  async preview(call) {
    const { subject, toRecipients = [], ccRecipients = [], bccRecipients = [] } = await readForPreview(call, call.input.id);
    return { items: [subject ?? ""], ...peopleOf([...toRecipients, ...ccRecipients, ...bccRecipients]) };
  },
  item: { of: "folder", does: "act", id: "id", only: { isDraft: [true] } },
  async run(call) {
    const { id } = call.input;
    const path = messagePath(call, id);
    const received = await call.graph.get<object>(path, { query: { $select: "subject,isDraft,toRecipients,ccRecipients,bccRecipients" } });
    const { isDraft, subject, toRecipients = [], ccRecipients = [], bccRecipients = [] } = readGraphMessage({ ...received, id }) ?? {};
    if (isDraft === false) throw invalidInput("id", "is not a draft, so it cannot be sent. Use forward to send it again");
    const recipients = [...toRecipients, ...ccRecipients];
    if (recipients.length + bccRecipients.length === 0) throw invalidInput("id", "is a draft without recipients. Add some in Outlook");
    await call.graph.send("POST", `${path}/send`);
    call.markWritten(id);
    return announceSent(call, { id, subject: subject ?? "", recipients });
  },
});
