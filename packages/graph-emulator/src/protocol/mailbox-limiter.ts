import { createRefusal } from "../refusals/create-refusal.ts";
import { GraphFault } from "./graph-fault.ts";

/** Concurrent requests of one app in one mailbox, and concurrent parts of a batch that Graph sends to Outlook. */
export const mailboxConcurrency = 4;

/** Limits concurrent requests by app and mailbox. */
export interface MailboxLimiter {
  /**
   * Counts one request and returns a function that releases it.
   *
   * @throws GraphFault 429 when this app already has four active requests in this mailbox.
   */
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

/** The mailbox or calendar owner in a path: an id or name, `me`, or undefined for paths outside Outlook. */
export function outlookMailboxOf(path: string): string | undefined {
  const found = outlookPath.exec(path);
  return found ? (found[1] ?? found[2] ?? "me") : undefined;
}
