import type { MeetingMail } from "../calendar/meeting-mail.ts";
import type { EmailAddress } from "../calendar/stored-event.ts";
import type { MailDelivery } from "./mail-delivery.ts";
import { createRecipient, type MailBody } from "./mail-message.ts";
import type { MailStore } from "./mail-store.ts";
import { type MeetingDetails, meetingDetailsOf } from "./meeting-details.ts";

/** Finds the event of a meeting in the calendar of a user. */
export type FindMeeting = (mail: MeetingMail, userId: string) => ReturnType<MeetingDetails["find"]>;

const responsePrefixes = { accepted: "Accepted", tentativelyAccepted: "Tentative", declined: "Declined" } as const;

/** Creates a function that delivers the mails of meetings to mailboxes, as Exchange does. All mails of a meeting are one conversation. */
export function createMeetingMailer(store: MailStore, delivery: MailDelivery, findMeeting: FindMeeting): (mail: MeetingMail) => void {
  const conversations = new Map<string, string>();
  return (mail) => {
    const { event } = mail.instance;
    const message = store.createMessage({
      subject: subjectOf(mail),
      body: bodyOf(mail),
      from: recipientOf(mail.from),
      toRecipients: mail.to.map(recipientOf),
      importance: mail.instance.fields.importance,
      meeting: meetingDetailsOf(mail, (userId) => findMeeting(mail, userId)),
    });
    const conversationId = conversations.get(event.iCalUId) ?? message.conversationId;
    conversations.set(event.iCalUId, conversationId);
    delivery.deliver({ ...message, conversationId }, mail.kind);
  };
}

const recipientOf = ({ address, name }: EmailAddress) => createRecipient(address, name || address);

function subjectOf(mail: MeetingMail): string {
  const subject = mail.instance.fields.subject.replace(/^Canceled: /, "");
  if (mail.kind === "cancellation") return `Canceled: ${subject}`;
  if (mail.kind !== "response") return subject;
  return `${mail.proposedNewTime ? "New Time Proposed" : responsePrefixes[mail.response]}: ${subject}`;
}

function bodyOf(mail: MeetingMail): MailBody {
  if (mail.kind === "request" || mail.kind === "update") return mail.instance.fields.body;
  return { contentType: "text", content: mail.comment ?? "" };
}
