import { isInstant } from "@casement/graph-time";
import * as z from "zod";

// The properties of messages that this plugin reads. Source: https://learn.microsoft.com/graph/api/resources/message. A property of another
// type than Graph documents is treated as absent, so that one odd message does not stop its folder.

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** Without the entries that have another type. */
const listOf = <T extends z.ZodType>(schema: T) =>
  maybe(z.array(schema.nullable().catch(null)).transform((list) => list.filter((entry) => entry !== null)));
const nullableText = z.string().nullish().catch(undefined);
const flag = maybe(z.boolean());

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));
const dateTimeTimeZone = z.object({ dateTime: z.string().refine(isInstant), timeZone: z.string().catch("UTC") });
const time = maybe(z.string().refine(isTime));
const recipient = z.object({ emailAddress: z.object({ name: nullableText, address: nullableText }).nullish().catch(undefined) });
const attachment = z.object({ id: z.string(), name: nullableText, isInline: flag });

const graphMessage = z.object({
  id: z.string().min(1),
  "@odata.etag": maybe(z.string()),
  subject: nullableText,
  from: recipient.nullish().catch(undefined),
  toRecipients: listOf(recipient),
  ccRecipients: listOf(recipient),
  bccRecipients: listOf(recipient),
  replyTo: listOf(recipient),
  receivedDateTime: time,
  sentDateTime: time,
  isRead: flag,
  isDraft: flag,
  hasAttachments: flag,
  importance: maybe(z.enum(["low", "normal", "high"])),
  flag: maybe(
    z.object({
      flagStatus: maybe(z.enum(["notFlagged", "complete", "flagged"])),
      dueDateTime: maybe(dateTimeTimeZone),
      completedDateTime: maybe(dateTimeTimeZone),
    }),
  ),
  categories: listOf(z.string()),
  conversationId: maybe(z.string()),
  webLink: maybe(z.string()),
  bodyPreview: nullableText,
  body: z.object({ contentType: nullableText, content: nullableText }).nullish().catch(undefined),
  attachments: listOf(attachment),
});

export type GraphMessage = z.output<typeof graphMessage>;

/** A message as Graph returned it. Undefined without an ID. */
export const readGraphMessage = (received: unknown): GraphMessage | undefined => graphMessage.safeParse(received).data;
