import type { CallPreview } from "@casement/core";
import type * as z from "zod";
import { type GraphMessage, readGraphMessage } from "../graph-message.ts";
import type { GraphRecipient } from "../graph-types.ts";
import { parseRecipients } from "../recipients.ts";
import { announceSent, type sentOrDraftOutput } from "./announce-sent.ts";
import { composeHtml } from "./compose-message.ts";
import { messagePath, type SendingCall } from "./email-call.ts";
import { openFilesToSend } from "./files-to-send.ts";
import type { addressFields, OutgoingContent } from "./outgoing-fields.ts";
import { peopleOf, readForPreview } from "./preview-messages.ts";
import { createDraftWithFiles, sendWithFiles } from "./send-with-files.ts";
import { readUserAddresses } from "./sender-address.ts";

type ResponseKind = "reply" | "replyAll" | "forward";
type ResponseInput = OutgoingContent & { readonly id: string; readonly draft: boolean } & z.output<z.ZodObject<typeof addressFields>>;

/** Sends a reply or a forwarded message, or creates a draft of it in the conversation. Outlook quotes the original below. Graph reads the comment as HTML, so text is converted to HTML that looks the same. */
export async function sendReplyOrForward(call: SendingCall<ResponseInput>, kind: ResponseKind): Promise<z.input<typeof sentOrDraftOutput>> {
  const { input, graph } = call;
  const [to, cc, bcc] = [parseRecipients(input.to), parseRecipients(input.cc), parseRecipients(input.bcc)];
  const files = await openFilesToSend(call, input);
  const comment = composeHtml(input, files);
  const recipients =
    kind === "forward" ? { ...ifAny("toRecipients", to), ...ifAny("ccRecipients", cc), ...ifAny("bccRecipients", bcc) } : {};
  const body = (attachments: readonly object[]) => {
    const message = { ...recipients, ...(attachments.length > 0 && { attachments }) };
    return { comment, ...(Object.keys(message).length > 0 && { message }) };
  };
  const path = messagePath(call, input.id);
  const draft = { path: `${path}/create${kind[0]!.toUpperCase()}${kind.slice(1)}`, body };
  if (input.draft) return { sent: false, id: await createDraftWithFiles(call, files, draft) };
  // Outlook decides on recipients and subject. The original is read before sending, to announce them afterward.
  const received = await graph.get<object>(messagePath(call, input.id), { query: { $select: originalFields } });
  const original = readGraphMessage({ ...received, id: input.id }) ?? { id: input.id };
  const sentId = await sendWithFiles(call, files, comment, {
    direct: { path: `${path}/${kind}`, body },
    draft,
  });
  const subject = `${kind === "forward" ? "FW" : "RE"}: ${(original.subject ?? "").replace(/^(re|fw|fwd): /i, "")}`;
  const announced = kind === "forward" ? [...to, ...cc] : replyRecipients(original, kind, await ownAddressesOf(call));
  return announceSent(call, { id: sentId, subject, recipients: announced });
}

/** Whom a reply or a forwarded message reaches, besides those whom the input names. */
export async function previewReplyOrForward(call: SendingCall<ResponseInput>, kind: ResponseKind): Promise<CallPreview> {
  const original = await readForPreview(call, call.input.id);
  const items = [original.subject ?? ""];
  return kind === "forward" ? { items } : { items, ...peopleOf(replyRecipients(original, kind, await ownAddressesOf(call))) };
}

const originalFields = "subject,from,replyTo,toRecipients,ccRecipients";

const ifAny = <K extends string>(name: K, recipients: GraphRecipient[]) => (recipients.length > 0 ? { [name]: recipients } : {});

/** The addresses of the user and of the mailbox in use. The reply is sent, so that a failed request only leaves the principal name. */
async function ownAddressesOf(call: SendingCall): Promise<string[]> {
  const { username, mailbox } = call.account;
  const userAddresses = await readUserAddresses(call).catch(() => [username.toLowerCase()]);
  return [...userAddresses, decodeURIComponent(mailbox.split("/").at(-1) ?? "").toLowerCase()];
}

/** The recipients of a reply, without duplicates and without the account's own addresses. */
function replyRecipients(
  { from, replyTo = [], toRecipients = [], ccRecipients = [] }: GraphMessage,
  kind: ResponseKind,
  ownAddresses: readonly string[],
): GraphRecipient[] {
  const senders = replyTo.length > 0 ? replyTo : from ? [from] : [];
  if (kind === "reply") return senders;
  const address = ({ emailAddress }: GraphRecipient) => (emailAddress?.address ?? "").toLowerCase();
  const known = new Set(ownAddresses);
  return [...senders, ...toRecipients, ...ccRecipients].filter((recipient, index) => {
    const isNew = !known.has(address(recipient)) || index < senders.length;
    known.add(address(recipient));
    return isNew;
  });
}
