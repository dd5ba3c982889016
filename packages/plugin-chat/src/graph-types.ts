import * as z from "zod";

// The properties of chats and their messages that this plugin reads. A property of another type than Graph documents is treated as absent, so
// that one odd chat or message does not stop the others.
// Sources: https://learn.microsoft.com/graph/api/resources/chat and https://learn.microsoft.com/graph/api/resources/chatmessage

const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined);
/** Without the entries that have another type. */
const listOf = <T extends z.ZodType>(schema: T) =>
  maybe(z.array(schema.nullable().catch(null)).transform((list) => list.filter((entry) => entry !== null)));
const text = maybe(z.string());
const time = maybe(z.string().refine((value) => !Number.isNaN(Date.parse(value))));

const member = z.object({ userId: text, displayName: text, email: text });
const identity = maybe(z.object({ id: text, displayName: text }));
/** `content` of a card is JSON. */
const attachment = z.object({ id: text, contentType: text, content: text, name: text });

/** A `chatMessage`, or the `chatMessageInfo` of a preview, which has fewer properties. */
const graphMessage = z.object({
  id: z.string().min(1),
  createdDateTime: time,
  messageType: text,
  from: maybe(z.object({ user: identity, application: identity, device: identity })),
  body: maybe(z.object({ contentType: text, content: text })),
  subject: text,
  importance: text,
  eventDetail: maybe(z.looseObject({})),
  /** Only of a `chatMessage`. */
  deletedDateTime: text,
  /** Only of a `chatMessageInfo`. */
  isDeleted: maybe(z.boolean()),
  attachments: listOf(attachment),
});

const graphChat = z.object({
  id: z.string().min(1),
  chatType: text,
  topic: text,
  webUrl: text,
  members: listOf(member),
  lastMessagePreview: maybe(graphMessage),
  /** Of the signed-in user. */
  viewpoint: maybe(z.object({ lastMessageReadDateTime: time })),
});

export type GraphChat = z.output<typeof graphChat>;
export type GraphMember = z.output<typeof member>;
export type GraphMessage = z.output<typeof graphMessage>;
export type GraphAttachment = z.output<typeof attachment>;

/** A message as Graph returned it. Undefined without an ID. */
export const readGraphMessage = (received: unknown): GraphMessage | undefined => graphMessage.safeParse(received).data;
/** A chat as Graph returned it. Undefined without an ID. */
export const readGraphChat = (received: unknown): GraphChat | undefined => graphChat.safeParse(received).data;
export const readGraphMembers = (received: unknown): GraphMember[] => listOf(member).parse(received) ?? [];
