import { badRequest } from "../graph-fault.ts";
import type { Message, Recipient } from "./mailbox.ts";
import { exchangeTime } from "./present-mail.ts";

const alwaysWritable = ["isRead", "flag", "categories", "importance", "inferenceClassification"];
const whileDraft = ["subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "from", "sender"];

export const recipient = (address: string, name = address): Recipient => ({ emailAddress: { name, address } });

/** A message with what is given; the rest is plausible. `number` makes it unlike the others. */
export function newMessage(given: Partial<Message>, number: number, now: Date): Message {
  const from = given.from ?? given.sender ?? recipient("someone@example.com", "Someone");
  const body = given.body ?? { contentType: "text", content: "" };
  const received = given.receivedDateTime ?? exchangeTime(now);
  return {
    subject: "",
    bodyPreview: body.content.replaceAll(/<[^>]*>/g, "").slice(0, 255),
    toRecipients: [],
    ccRecipients: [],
    bccRecipients: [],
    replyTo: [],
    isRead: false,
    isDraft: false,
    importance: "normal",
    hasAttachments: false,
    categories: [],
    flag: { flagStatus: "notFlagged" },
    inferenceClassification: "focused",
    conversationId: `AAQkAGEm${number.toString(36).padStart(8, "0")}AAA=`,
    internetMessageId: `<${number.toString(36).padStart(8, "0")}@mail.example.com>`,
    sentDateTime: received,
    ...given,
    body,
    from,
    sender: given.sender ?? from,
    receivedDateTime: received,
  };
}

/** The message with the properties of a PATCH body. What only a draft may change answers 400 on a message that was sent. */
export function withMessageFields(message: Message, body: any): Message {
  if (body === null || typeof body !== "object") throw badRequest("The request body is empty.");
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith("@")) continue;
    if (alwaysWritable.includes(name)) changes[name] = name === "flag" ? { ...message.flag, ...(value as object) } : value;
    else if (whileDraft.includes(name)) {
      if (!message.isDraft)
        throw badRequest(`The property '${name}' can only be changed while the message is a draft.`, "ErrorInvalidPropertySet");
      changes[name] = value;
    }
  }
  return { ...message, ...changes };
}
