import * as z from "zod";

/** What only a shown message needs, limited to what the sensors ask for. */
export const messageDetail = z.object({
  /** The ETag of the state in which it was read. Empty: out of date. */
  e: z.string(),
  conversationId: z.string().optional(),
  webLink: z.string().optional(),
  to: z.array(z.string()).optional(),
  cc: z.array(z.string()).optional(),
  replyTo: z.array(z.string()).optional(),
  flagDue: z.string().optional(),
  flagCompleted: z.string().optional(),
  preview: z.string().optional().meta({ "x-private": true }),
  text: z.string().optional().meta({ "x-private": true }),
  html: z.string().optional().meta({ "x-private": true }),
  bodyTruncated: z.literal(true).optional(),
  attachments: z.array(z.string()).optional(),
  inlineAttachments: z.array(z.string()).optional(),
});

/**
 * One message in the index. A folder can have ten thousand, so keys are short and usual values are omitted: read, normal importance, not
 * flagged. `t` is kept only where a sensor needs it.
 */
const messageItem = z.object({
  /** When it was received, in seconds since 1970. */
  r: z.int(),
  /** Subject. */
  s: z.string(),
  /** Address of the sender. */
  f: z.string().optional(),
  /** Name of the sender, if it differs from the address. */
  n: z.string().optional(),
  /** Unread. */
  u: z.literal(1).optional(),
  /** Has attachments. */
  a: z.literal(1).optional(),
  /** Importance. 0: low, 2: high. */
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
  /** Moved here from another folder, so it is not announced. */
  x: z.literal(1).optional(),
  /** Only in Sent Items. 0: not announced, 1: sent by another program, 2: sent by Casement. */
  o: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  d: messageDetail.optional(),
});

/** The outcome of a search. The item's id is `?` and the key of the search. */
const searchItem = z.object({ atLeast: z.boolean(), refused: z.literal(true).optional() });

export const folderItem = z.union([messageItem, searchItem]);

export type MessageDetail = z.output<typeof messageDetail>;
export type MessageItem = z.output<typeof messageItem>;
export type FolderItem = z.output<typeof folderItem>;
export type FolderItems = ReadonlyMap<string, FolderItem>;

export const isMessage = (item: FolderItem): item is MessageItem => "r" in item;
export const searchItemId = (key: string): string => `?${key}`;
