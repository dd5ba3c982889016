import { recentMs } from "./recently-seen.ts";

/** The messages that services of an account sent and that have not yet appeared in Sent Items. Kept in memory. */
export interface RecentlySent {
  add(message: SentMessage): void;
  /** Whether a service sent this message. Each added message is found once. `now` is in milliseconds since 1970. */
  take(message: SentMessage, now: number): boolean;
}

export interface SentMessage {
  /** Known if the message was sent from a draft. */
  readonly id?: string | undefined;
  /** From `sentFingerprint`. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function createRecentlySent(): RecentlySent {
  const messages: SentMessage[] = [];
  return {
    add(message) {
      messages.push(message);
    },
    take({ id, fingerprint, at }, now) {
      while (messages[0] && messages[0].at < now - recentMs) messages.shift();
      const index = messages.findIndex((sent) =>
        sent.id === undefined ? sent.fingerprint === fingerprint && Math.abs(sent.at - at) < recentMs : sent.id === id,
      );
      if (index < 0) return false;
      messages.splice(index, 1);
      return true;
    },
  };
}

/** Identifies a sent message by subject and addresses. The prefix "RE:" is omitted, because its language is that of the mailbox. */
export const sentFingerprint = (subject: string, addresses: readonly string[]): string =>
  JSON.stringify([subject.replace(/^[^\s:]{1,5}:\s*/, ""), ...addresses.map((address) => address.toLowerCase()).sort()]);
