import * as z from "zod";

/** What only a shown message needs, limited to what the sensors ask for. */
export const messageDetail = z.object({
  /** The ETag of the state in which it was read. Empty: out of date. */
  etag: z.string(),
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
 * One message in the index. A folder can have ten thousand, so usual values are omitted: read, normal importance, not flagged.
 * `recipients` is kept only where a sensor needs it.
 */
const messageItem = z.object({
  /** In seconds since 1970. */
  receivedAt: z.int(),
  subject: z.string(),
  fromAddress: z.string().optional(),
  /** If it differs from the address. */
  fromName: z.string().optional(),
  isUnread: z.literal(true).optional(),
  hasAttachments: z.literal(true).optional(),
  importance: z.enum(["low", "high"]).optional(),
  flag: z.enum(["flagged", "complete"]).optional(),
  categories: z.array(z.string()).optional(),
  /** To and Cc: "Name <address>". */
  recipients: z.array(z.string()).optional(),
  isDraft: z.literal(true).optional(),
  /** Keys of the searches that find it. */
  foundBy: z.array(z.string()).optional(),
  /** Moved here from another folder, so it is not announced. */
  isMoved: z.literal(true).optional(),
  /** Only in Sent Items: not announced, or announced as sent by another program or by Casement. */
  sent: z.enum(["silent", "external", "casement"]).optional(),
  detail: messageDetail.optional(),
});

/** The outcome of a search. The item's id is `?` and the key of the search. */
const searchItem = z.object({ atLeast: z.boolean(), refused: z.literal(true).optional() });

export const folderItem = z.union([messageItem, searchItem]);

export type MessageDetail = z.output<typeof messageDetail>;
export type MessageItem = z.output<typeof messageItem>;
export type FolderItem = z.output<typeof folderItem>;
export type FolderItems = ReadonlyMap<string, FolderItem>;

export const isMessage = (item: FolderItem): item is MessageItem => "receivedAt" in item;
export const searchItemId = (key: string): string => `?${key}`;
