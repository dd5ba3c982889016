import { createRefusal } from "../refusals.ts";
import { GraphFault } from "./graph-fault.ts";

/** How many requests one app may have under way in one mailbox, and how many parts of a batch Graph hands to Outlook at a time. */
export const mailboxConcurrency = 4;

/** Requests under way, by app and mailbox. */
export interface MailboxLimiter {
  /** Call the result to give the slot back. Throws 429 when four requests of this app are under way in this mailbox. */
  acquire(app: string, mailbox: string): () => void;
}

export function createMailboxLimiter(): MailboxLimiter {
  const activeRequests = new Map<string, number>();
  return {
    acquire(app, mailbox) {
      const key = `${app} ${mailbox}`;
      const active = activeRequests.get(key) ?? 0;
      if (active >= mailboxConcurrency) {
        const { status, code, message } = createRefusal("mailbox-concurrency");
        throw new GraphFault(status, code, message, { "Retry-After": "1" });
      }
      activeRequests.set(key, active + 1);
      let held = true;
      return () => {
        if (held) activeRequests.set(key, activeRequests.get(key)! - 1);
        held = false;
      };
    },
  };
}

const outlookPath =
  /^(?:\/v1\.0)?\/(?:me|users(?:\/|\(')([^/]+?)(?:'\))?|groups\/([^/]+))\/(?:calendar|contact|event|inferenceClassification|mail|messages|outlook|reminderView|sendMail|todo)/i;

/** Whose mailbox or calendar a path is about: the id or name in it, `me`, or undefined for what is not in Outlook. */
export function outlookMailboxOf(path: string): string | undefined {
  const found = outlookPath.exec(path);
  return found ? (found[1] ?? found[2] ?? "me") : undefined;
}
