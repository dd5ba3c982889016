import { type FolderItems, isMessage } from "./folder-item.ts";

/**
 * Where the messages of an account were seen in the last 15 minutes, so that a moved message is not announced as received. Kept in memory:
 * a message that is moved during a restart can be announced. All times are in milliseconds since 1970.
 */
export interface RecentlySeen {
  /** Adds the recent messages that a folder has at its first round after a start. */
  addFolder(folder: string, items: FolderItems, now: number): void;
  /** Whether a message that is new in a folder was in another folder before. Otherwise it is added. */
  isMoved(id: string, folder: string, now: number): boolean;
  /** Records that messages are no longer in a folder. */
  markMoved(ids: readonly string[], folder: string): void;
}

interface SeenMessage {
  /** Where it was seen first. */
  readonly folder: string;
  readonly at: number;
  /** It has been in another folder since. */
  moved?: true;
}

export const recentMs = 15 * 60_000;

export function createRecentlySeen(): RecentlySeen {
  /** In the order of `at`. */
  const messages = new Map<string, SeenMessage>();
  const folders = new Set<string>();
  return {
    addFolder(folder, items, now) {
      if (folders.has(folder)) return;
      folders.add(folder);
      for (const [id, item] of items)
        if (isMessage(item) && item.receivedAt * 1000 > now - recentMs && !messages.has(id)) messages.set(id, { folder, at: now });
    },
    isMoved(id, folder, now) {
      for (const [oldId, { at }] of messages) {
        if (at > now - recentMs) break;
        messages.delete(oldId);
      }
      const known = messages.get(id);
      if (!known) {
        messages.set(id, { folder, at: now });
        return false;
      }
      // In the same folder, the same page is being read again, unless the message left it and came back.
      if (known.folder !== folder) known.moved = true;
      return known.moved === true;
    },
    markMoved(ids, folder) {
      for (const id of ids) {
        const known = messages.get(id);
        if (known?.folder === folder) known.moved = true;
      }
    },
  };
}
