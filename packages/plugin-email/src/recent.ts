import type { Config } from "./config.ts";
import { type Items, isMessage } from "./message-item.ts";

/** What one account's folders know of each other for a while. Lost at a restart: a move in that very moment may then look like news. */
interface Recent {
  /** Message → the folder in which it was first seen, when (ms), and whether it has been elsewhere since. */
  readonly seen: Map<string, { readonly folder: string; readonly at: number; left?: true }>;
  /** Folders whose stored messages are in `seen`. */
  readonly folders: Set<string>;
  /** What was sent by a service and is not yet in Sent Items. */
  readonly sent: Sent[];
}

/** `id` where it was made from a draft, `at` in ms. */
export interface Sent {
  readonly id?: string | undefined;
  readonly print: string;
  readonly at: number;
}

/** The host hands every plugin of every account a configuration of its own. */
const byAccount = new WeakMap<Config, Recent>();
/** How long it remembers (ms). */
export const memory = 15 * 60_000;

function recentOf(config: Config): Recent {
  let recent = byAccount.get(config);
  if (!recent) {
    recent = { seen: new Map(), folders: new Set(), sent: [] };
    byAccount.set(config, recent);
  }
  return recent;
}

/** Remembers what a folder has at the first look after a start. */
export function remember(config: Config, folder: string, items: Items, now: number): void {
  const recent = recentOf(config);
  if (recent.folders.has(folder)) return;
  recent.folders.add(folder);
  for (const [id, one] of items)
    if (isMessage(one) && one.r * 1000 > now - memory && !recent.seen.has(id)) recent.seen.set(id, { folder, at: now });
}

/** Whether a message that is new in a folder was in another one a moment ago. */
export function isMoved(config: Config, id: string, folder: string, now: number): boolean {
  const { seen } = recentOf(config);
  for (const [old, { at }] of seen) {
    if (at > now - memory) break;
    seen.delete(old);
  }
  const known = seen.get(id);
  if (!known) {
    seen.set(id, { folder, at: now });
    return false;
  }
  // The same folder again: its page is read once more, unless the message comes back.
  if (known.folder !== folder) known.left = true;
  return known.left === true;
}

export function noteLeft(config: Config, ids: readonly string[], folder: string): void {
  const { seen } = recentOf(config);
  for (const id of ids) {
    const known = seen.get(id);
    if (known?.folder === folder) known.left = true;
  }
}

/** Recognises a sent message by subject and addresses. "RE:" is written in the language of the mailbox. */
export const printOf = (subject: string, addresses: readonly string[]): string =>
  JSON.stringify([subject.replace(/^[^\s:]{1,5}:\s*/, ""), ...addresses.map((address) => address.toLowerCase()).sort()]);

export function noteSent(config: Config, sent: Sent): void {
  recentOf(config).sent.push(sent);
}

/** Whether a service sent it; asked once a message. `now` in ms. */
export function wasSentHere(config: Config, { id, print, at }: Sent, now: number): boolean {
  const { sent } = recentOf(config);
  while (sent[0] && sent[0].at < now - memory) sent.shift();
  const index = sent.findIndex((one) => (one.id === undefined ? one.print === print && Math.abs(one.at - at) < memory : one.id === id));
  if (index < 0) return false;
  sent.splice(index, 1);
  return true;
}
