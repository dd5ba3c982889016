import type { CallPreview } from "@casement/core";
import { type GraphMessage, readGraphMessage } from "../graph-message.ts";
import { recipientText } from "../recipients.ts";
import { type EmailCall, messagePath } from "./email-call.ts";
import type { FoundMessage } from "./find-messages.ts";

/** Messages that a person is shown before they agree. */
const maxShown = 10;

/** Subject and people of a message that is about to be sent, answered or forwarded. */
export async function readForPreview(call: EmailCall, id: string): Promise<GraphMessage> {
  const received = await call.graph.get<object>(messagePath(call, id), { query: { $select: previewedFields } });
  return readGraphMessage({ ...received, id }) ?? { id };
}

const previewedFields = "subject,isDraft,from,replyTo,toRecipients,ccRecipients,bccRecipients";

/** Some of the messages that a call names, by subject. */
export async function previewNamed(call: EmailCall, ids: readonly string[]): Promise<CallPreview> {
  const messages = await Promise.all(ids.slice(0, maxShown).map((id) => readForPreview(call, id)));
  return { items: messages.map(({ subject }) => subject ?? ""), count: ids.length };
}

/** What matches the conditions of a call: the first messages, by sender and subject. */
export const previewFound = (messages: readonly FoundMessage[]): CallPreview => ({
  items: messages.slice(0, maxShown).map(({ item }) => `${item.fromName ?? item.fromAddress ?? ""}: ${item.subject}`),
  count: messages.length,
});

export const peopleOf = (recipients: readonly Parameters<typeof recipientText>[0][]): CallPreview => {
  const people = recipients.map(recipientText);
  return { people: people.filter((person) => person.includes("@")), reachesUnknown: people.some((person) => !person.includes("@")) };
};
