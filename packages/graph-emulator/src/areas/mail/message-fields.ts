import { badRequest } from "../../protocol/graph-fault.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import { previewOf } from "./body-text.ts";
import { createRecipient, type MailMessage, withAttachments } from "./mail-message.ts";
import { toExchangeTime } from "./present-mail.ts";
import { readMessageInput } from "./read-message-input.ts";

const noRecipients: never[] = [];
const notFlagged = { flagStatus: "notFlagged" };

/** Properties that can change only while the message is a draft. */
const draftOnlyProperties = [
  "subject",
  "body",
  "toRecipients",
  "ccRecipients",
  "bccRecipients",
  "replyTo",
  "from",
  "sender",
  "internetMessageId",
  "isReadReceiptRequested",
  "isDeliveryReceiptRequested",
];

/** Creates a message from the given properties and plausible defaults. `number` makes generated ids unique. */
export function createMailMessage(fields: Partial<MailMessage>, number: number, now: Date): MailMessage {
  const from = fields.from ?? fields.sender ?? createRecipient("someone@example.com", "Someone");
  const body = fields.body ?? { contentType: "text", content: "" };
  const received = fields.receivedDateTime ?? toExchangeTime(now);
  const message: MailMessage = {
    subject: "",
    bodyPreview: previewOf(body),
    toRecipients: noRecipients,
    ccRecipients: noRecipients,
    bccRecipients: noRecipients,
    replyTo: noRecipients,
    isRead: false,
    isDraft: false,
    isReadReceiptRequested: false,
    isDeliveryReceiptRequested: false,
    importance: "normal",
    hasAttachments: false,
    categories: noRecipients,
    flag: notFlagged,
    inferenceClassification: "focused",
    conversationId: `AAQkAGEm${number.toString(36).padStart(8, "0")}AAA=`,
    internetMessageId: `<${number.toString(36).padStart(8, "0")}@mail.example.com>`,
    sentDateTime: received,
    ...fields,
    body,
    from,
    sender: fields.sender ?? from,
    receivedDateTime: received,
  };
  return fields.attachments ? withAttachments(message, fields.attachments) : message;
}

/**
 * Applies the properties of a PATCH body to a message.
 *
 * @throws GraphFault 400 when the message was sent and the property can change only in a draft.
 */
export function withMessageFields(message: MailMessage, input: unknown, now: Date): MailMessage {
  const changes = readMessageInput(input);
  const notAllowed = Object.keys(changes).find((name) => draftOnlyProperties.includes(name));
  if (notAllowed && !message.isDraft)
    throw badRequest(`The property '${notAllowed}' can only be changed while the message is a draft.`, "ErrorInvalidPropertySet");
  const changed: MailMessage = { ...message, ...changes, itemExtensions: readItemExtensions(input, message.itemExtensions) };
  if (changes.body) {
    changed.bodyPreview = previewOf(changes.body);
    delete changed.uniqueBody;
  }
  if (changes.flag) changed.flag = mergeFlag(message.flag, changes.flag, now);
  return changed;
}

/** Graph requires a start date with a due date, keeps dates only while the message is flagged, and records when a flag was completed. */
function mergeFlag(before: MailMessage["flag"], change: MailMessage["flag"], now: Date): MailMessage["flag"] {
  const flag = { ...before, ...change };
  if (flag.dueDateTime && !flag.startDateTime) throw createRefusal("flag-due-without-start");
  if (flag.flagStatus === "notFlagged") return notFlagged;
  const { completedDateTime, ...rest } = flag;
  if (flag.flagStatus !== "complete") return rest;
  return {
    ...rest,
    completedDateTime: completedDateTime ?? { dateTime: `${now.toISOString().slice(0, 10)}T00:00:00.0000000`, timeZone: "UTC" },
  };
}
