import * as z from "zod";
import type { GraphMessage, Recipient } from "../graph-types.ts";
import { readPeople } from "../people.ts";
import { htmlBody } from "./compose.ts";
import { deliver } from "./deliver.ts";
import { filesToSend } from "./files-to-send.ts";
import { id } from "./message-ids.ts";
import { addressFields, contentFields } from "./outgoing-input.ts";
import { invalid, messagePath, type ServiceCall } from "./service-call.ts";
import { type sentOutput, told } from "./told.ts";

export const replyInput = z.object({ id, ...contentFields });
export const forwardInput = z.object({ id, ...addressFields, ...contentFields });

type Answer = z.output<typeof forwardInput>;
type Kind = "reply" | "replyAll" | "forward";

export const reply = (call: ServiceCall<z.output<typeof replyInput>>): Promise<z.input<typeof sentOutput>> => answer(call, "reply");
export const replyAll = (call: ServiceCall<z.output<typeof replyInput>>): Promise<z.input<typeof sentOutput>> => answer(call, "replyAll");
export const forward = (call: ServiceCall<z.output<typeof forwardInput>>): Promise<z.input<typeof sentOutput>> => answer(call, "forward");

/** The original is quoted below by Outlook. A comment is HTML to Graph, so text is made HTML that looks the same. */
async function answer(call: ServiceCall<Answer>, kind: Kind): Promise<z.input<typeof sentOutput>> {
  const { input, graph } = call;
  const [to, cc, bcc] = [readPeople(input.to, "to"), readPeople(input.cc, "cc"), readPeople(input.bcc, "bcc")];
  if (kind === "forward" && to.length === 0) throw invalid("to", "say who is to get it");
  const files = await filesToSend(call, input);
  const comment = htmlBody(input, files);
  const recipients = kind === "forward" ? { toRecipients: to, ...people("ccRecipients", cc), ...people("bccRecipients", bcc) } : {};
  const body = (attachments: readonly object[]) => {
    const message = { ...recipients, ...(attachments.length > 0 && { attachments }) };
    return { comment, ...(Object.keys(message).length > 0 && { message }) };
  };
  // Whom it goes to and what it is called is decided by Outlook; read before it is sent, to tell of it afterwards.
  const original = await graph.get<GraphMessage>(messagePath(call, input.id), { query: { $select: originalFields } });
  const path = messagePath(call, input.id);
  const sentId = await deliver(call, files, comment, {
    atOnce: { path: `${path}/${kind}`, body },
    draft: { path: `${path}/create${kind[0]!.toUpperCase()}${kind.slice(1)}`, body },
  });
  const subject = `${kind === "forward" ? "FW" : "RE"}: ${(original.subject ?? "").replace(/^(re|fw|fwd): /i, "")}`;
  return told(call, { id: sentId, subject, recipients: kind === "forward" ? [...to, ...cc] : answered(original, kind, call) });
}

const originalFields = "subject,from,replyTo,toRecipients,ccRecipients";

const people = <K extends string>(name: K, list: Recipient[]) => (list.length > 0 ? { [name]: list } : {});

function answered(
  { from, replyTo = [], toRecipients = [], ccRecipients = [] }: GraphMessage,
  kind: Kind,
  { account }: ServiceCall<unknown>,
) {
  const back = replyTo.length > 0 ? replyTo : from ? [from] : [];
  if (kind === "reply") return back;
  const address = ({ emailAddress }: Recipient) => (emailAddress?.address ?? "").toLowerCase();
  const known = new Set([account.username.toLowerCase(), decodeURIComponent(account.mailbox.split("/").at(-1) ?? "").toLowerCase()]);
  return [...back, ...toRecipients, ...ccRecipients].filter((one, index) => {
    const isNew = !known.has(address(one)) || index < back.length;
    known.add(address(one));
    return isNew;
  });
}
