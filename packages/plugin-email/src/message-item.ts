import * as z from "zod";

/** What only a shown message needs, and only as far as a sensor asks for it. */
export const detail = z.object({
  /** Graph's tag of the state it was read in. */
  e: z.string(),
  conversationId: z.string().optional(),
  webLink: z.string().optional(),
  to: z.array(z.string()).optional(),
  cc: z.array(z.string()).optional(),
  replyTo: z.array(z.string()).optional(),
  flagDue: z.string().optional(),
  flagCompleted: z.string().optional(),
  preview: z.string().optional(),
  text: z.string().optional(),
  html: z.string().optional(),
  bodyTruncated: z.literal(true).optional(),
  attachments: z.array(z.string()).optional(),
  inlineAttachments: z.array(z.string()).optional(),
});

/**
 * One message in the index. Ten thousand of them are kept, so names are short and what is usual is left out: read, normal, not flagged.
 * `to` and `c` are kept only where a sensor looks at them.
 */
const message = z.object({
  /** Received, in seconds. */
  r: z.int(),
  /** Subject. */
  s: z.string(),
  /** Address of the sender, and the name if it is another. */
  f: z.string().optional(),
  n: z.string().optional(),
  /** Unread. */
  u: z.literal(1).optional(),
  /** Has attachments. */
  a: z.literal(1).optional(),
  /** Importance low, high. */
  i: z.union([z.literal(0), z.literal(2)]).optional(),
  /** 1: flagged, 2: completed. */
  g: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Categories. */
  c: z.array(z.string()).optional(),
  /** To and Cc: "Name <address>". */
  t: z.array(z.string()).optional(),
  /** Draft. */
  b: z.literal(1).optional(),
  /** Keys of the searches that find it. */
  q: z.array(z.string()).optional(),
  /** No news: it was in another folder before. */
  x: z.literal(1).optional(),
  /** Of Sent Items. 1: sent by another program, 2: sent by Casement, 0: not to be announced. */
  o: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  d: detail.optional(),
});

/** What a search said of itself; its item's id is `?` and the search's key. */
const searched = z.object({ atLeast: z.boolean(), refused: z.literal(true).optional() });

export const item = z.union([message, searched]);

export type Detail = z.output<typeof detail>;
export type MessageItem = z.output<typeof message>;
export type Item = z.output<typeof item>;
export type Items = ReadonlyMap<string, Item>;

export const isMessage = (one: Item): one is MessageItem => "r" in one;
export const searchId = (key: string): string => `?${key}`;
