import type { MessageItem } from "./folder-item.ts";
import type { GraphMessage } from "./graph-types.ts";
import { recipientTexts } from "./recipients.ts";

export const indexFields =
  "subject,from,toRecipients,ccRecipients,receivedDateTime,isRead,isDraft,hasAttachments,importance,flag,categories";

/**
 * The item of a message in the index. A delta can contain only the changed properties, so missing ones are taken from `known`. Detail and
 * searches are copied too; the caller decides whether they are still valid.
 */
export function toMessageItem(message: GraphMessage, known: MessageItem | undefined, keepRecipients: boolean): MessageItem {
  const { q, x, o, d } = known ?? {};
  const item: MessageItem = {
    r: message.receivedDateTime ? Math.floor(Date.parse(message.receivedDateTime) / 1000) : (known?.r ?? 0),
    s: message.subject === undefined ? (known?.s ?? "") : (message.subject ?? ""),
    ...senderOf(message, known),
    ...flagKey("u", message.isRead === undefined ? known?.u === 1 : !message.isRead),
    ...flagKey("a", message.hasAttachments ?? known?.a === 1),
    ...flagKey("b", message.isDraft ?? known?.b === 1),
  };
  const i = message.importance === undefined ? known?.i : importanceCodes[message.importance];
  const g = message.flag?.flagStatus === undefined ? known?.g : flagCodes[message.flag.flagStatus];
  const c = message.categories ?? known?.c;
  const hasRecipients = message.toRecipients !== undefined || message.ccRecipients !== undefined;
  const t = hasRecipients ? [...recipientTexts(message.toRecipients), ...recipientTexts(message.ccRecipients)] : known?.t;
  if (i !== undefined) item.i = i;
  if (g !== undefined) item.g = g;
  if (c && c.length > 0) item.c = c;
  if (keepRecipients && t && t.length > 0) item.t = t;
  if (q) item.q = q;
  if (x) item.x = x;
  if (o !== undefined) item.o = o;
  if (d) item.d = d;
  return item;
}

const importanceCodes = { low: 0, normal: undefined, high: 2 } as const;
const flagCodes = { notFlagged: undefined, flagged: 1, complete: 2 } as const;

function senderOf({ from }: GraphMessage, known: MessageItem | undefined): Pick<MessageItem, "f" | "n"> {
  const f = from === undefined ? known?.f : (from?.emailAddress?.address ?? undefined);
  const n = from === undefined ? known?.n : (from?.emailAddress?.name ?? undefined);
  return { ...(f !== undefined && { f }), ...(n !== undefined && n !== f && { n }) };
}

function flagKey<K extends "u" | "a" | "b">(name: K, on: boolean): { [N in K]?: 1 } {
  return (on ? { [name]: 1 } : {}) as { [N in K]?: 1 };
}

/** Whether two states of a message differ in anything but `isRead`. */
export function differsBeyondRead(before: MessageItem, after: MessageItem): boolean {
  const compared = ({ u, q, x, o, d, ...rest }: MessageItem) => JSON.stringify(rest);
  return compared(before) !== compared(after);
}
