import { replyConversationIndex } from "../areas/mail/conversation-index.ts";
import type { Emulator } from "../emulator.ts";
import { ordinaryMails, type PlannedMail } from "./mail-plan.ts";
import { plannedFolders, specialMails } from "./mailbox-plan.ts";
import { householdPeople, householdUsers } from "./people.ts";

const hour = 3_600_000;
const { main, sharedMailbox } = householdUsers;

const personOf = (user: string) => ({
  emailAddress: { address: user, name: householdPeople.find(({ userPrincipalName }) => userPrincipalName === user)?.displayName ?? user },
});

/** Adds folders, and mails from the oldest to the newest. The main user may send as the shared mailbox. */
export function addMails({ control: { mail }, clock }: Emulator): void {
  mail.allowSending(sharedMailbox, main, "sendAs");
  for (const { mailbox = main, parent, name } of plannedFolders) mail.addFolder(mailbox, name, parent || undefined);
  const threads = new Map<string, Thread>();
  const oldestFirst = [...ordinaryMails, ...specialMails].sort((a, b) => b.hoursAgo - a.hoursAgo);
  for (const planned of oldestFirst) {
    const { mailbox = main, folder = "inbox", files = [], attachments = [] } = planned;
    const sent = new Date(clock.now().getTime() - planned.hoursAgo * hour);
    const id = mail.addMessage(mailbox, folder, {
      ...contentOf(planned),
      ...flagOf(planned, clock.now()),
      ...threadOf(threads, planned, sent),
    });
    for (const { content, contentId, ...file } of files)
      mail.addAttachment(mailbox, id, contentId ? { ...file, contentId, contentBytes: content } : { ...file, content });
    for (const attachment of attachments) mail.addAttachmentOf(mailbox, id, attachment);
  }
}

function contentOf({
  from,
  mailbox = main,
  to = [mailbox],
  cc = [],
  subject,
  text,
  html,
  unread,
  draft,
  unfocused,
  important,
  categories = [],
}: PlannedMail) {
  return {
    subject,
    body: { contentType: "html" as const, content: `<html><body>${html ?? `<p>${text}</p>`}</body></html>` },
    bodyPreview: text,
    from: typeof from === "string" ? personOf(from) : { emailAddress: from },
    toRecipients: to.map(personOf),
    ccRecipients: cc.map(personOf),
    isRead: !unread,
    isDraft: draft === true,
    importance: important ? ("high" as const) : ("normal" as const),
    inferenceClassification: unfocused ? ("other" as const) : ("focused" as const),
    categories: [...categories],
  };
}

function flagOf({ flagged, due }: PlannedMail, now: Date) {
  if (!flagged) return {};
  if (due === undefined) return { flag: { flagStatus: "flagged" } };
  const day = (days: number) => ({
    dateTime: `${new Date(now.getTime() + days * 24 * hour).toISOString().slice(0, 10)}T00:00:00.0000000`,
    timeZone: "UTC",
  });
  return { flag: { flagStatus: "flagged", startDateTime: day(0), dueDateTime: day(due) } };
}

interface Thread {
  conversationId: string;
  conversationIndex?: string;
  receivedDateTime: string;
}

/** When the mail arrived, and the conversation to which it belongs. */
function threadOf(threads: Map<string, Thread>, { thread }: PlannedMail, sent: Date): Partial<Thread> {
  const receivedDateTime = `${sent.toISOString().slice(0, 19)}Z`;
  if (thread === undefined) return { receivedDateTime };
  const before = threads.get(thread);
  const now: Thread = before
    ? { conversationId: before.conversationId, conversationIndex: replyConversationIndex(before, sent.getTime()), receivedDateTime }
    : { conversationId: `AAQkAGEm${Buffer.from(thread.padEnd(12, "_")).toString("base64url")}AAA=`, receivedDateTime };
  threads.set(thread, now);
  return now;
}
