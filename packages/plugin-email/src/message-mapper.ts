import type { GraphMessage } from "./graph-types.ts";
import type { MessageItem } from "./message-item.ts";
import { peopleText } from "./people.ts";

export const indexFields =
  "subject,from,toRecipients,ccRecipients,receivedDateTime,isRead,isDraft,hasAttachments,importance,flag,categories";

/**
 * The index's item of a message. A delta may name only what changed, so what is missing stays as it was. The detail and the searches stay
 * too: whoever calls knows whether they still hold.
 */
export function toItem(message: GraphMessage, known: MessageItem | undefined, keepPeople: boolean): MessageItem {
  const { q, x, o, d } = known ?? {};
  const item: MessageItem = {
    r: message.receivedDateTime ? Math.floor(Date.parse(message.receivedDateTime) / 1000) : (known?.r ?? 0),
    s: message.subject === undefined ? (known?.s ?? "") : (message.subject ?? ""),
    ...sender(message, known),
    ...flagged("u", message.isRead === undefined ? known?.u === 1 : !message.isRead),
    ...flagged("a", message.hasAttachments ?? known?.a === 1),
    ...flagged("b", message.isDraft ?? known?.b === 1),
  };
  const i = message.importance === undefined ? known?.i : importances[message.importance];
  const g = message.flag?.flagStatus === undefined ? known?.g : flags[message.flag.flagStatus];
  const c = message.categories ?? known?.c;
  const hasPeople = message.toRecipients !== undefined || message.ccRecipients !== undefined;
  const t = hasPeople ? [...peopleText(message.toRecipients), ...peopleText(message.ccRecipients)] : known?.t;
  if (i !== undefined) item.i = i;
  if (g !== undefined) item.g = g;
  if (c && c.length > 0) item.c = c;
  if (keepPeople && t && t.length > 0) item.t = t;
  if (q) item.q = q;
  if (x) item.x = x;
  if (o !== undefined) item.o = o;
  if (d) item.d = d;
  return item;
}

const importances = { low: 0, normal: undefined, high: 2 } as const;
const flags = { notFlagged: undefined, flagged: 1, complete: 2 } as const;

function sender({ from }: GraphMessage, known: MessageItem | undefined): Pick<MessageItem, "f" | "n"> {
  const f = from === undefined ? known?.f : (from?.emailAddress?.address ?? undefined);
  const n = from === undefined ? known?.n : (from?.emailAddress?.name ?? undefined);
  return { ...(f !== undefined && { f }), ...(n !== undefined && n !== f && { n }) };
}

function flagged<K extends "u" | "a" | "b">(name: K, on: boolean): { [N in K]?: 1 } {
  return (on ? { [name]: 1 } : {}) as { [N in K]?: 1 };
}

/** Whether two states of a message differ in more than being read. */
export function differ(before: MessageItem, after: MessageItem): boolean {
  const rest = ({ u, q, x, o, d, ...item }: MessageItem) => JSON.stringify(item);
  return rest(before) !== rest(after);
}
