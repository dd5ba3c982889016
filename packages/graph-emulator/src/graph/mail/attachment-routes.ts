import { refuse } from "../../refusals.ts";
import { notFound } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { created, type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import { presentAttachment } from "./attachments.ts";
import { attach, type FoundMessage, type MailState } from "./mail-state.ts";
import { type Attachment, withAttachments } from "./message.ts";
import { messagePaths } from "./message-routes.ts";
import { mimeOf, mimeOfItem } from "./mime.ts";
import { messageId } from "./present-mail.ts";
import type { UploadSessions } from "./upload-sessions.ts";

/** The attachments of a message, their bytes, upload sessions, and the message itself as MIME. */
export function attachmentRoutes(state: MailState, uploads: UploadSessions): Route[] {
  const context = (call: GraphCall, { entry }: FoundMessage) =>
    `users('${call.mailboxUser.id}')/messages('${encodeURIComponent(messageId(call, entry))}')/attachments`;
  const find = (call: GraphCall): { found: FoundMessage; attachment: Attachment } => {
    const found = state.messageOf(call);
    const attachment = found.entry.value.attachments?.find(({ id }) => id === call.params.attachment);
    if (!attachment) throw notFound();
    return { found, attachment };
  };
  const present = (call: GraphCall) => {
    const { select, expand } = call.query;
    const content = !select || select.some((name) => /^(microsoft\.graph\.fileAttachment\/)?contentBytes$/i.test(name));
    const withItem = expand.some(({ property }) => /^microsoft\.graph\.itemattachment\/item$/i.test(property));
    return (attachment: Attachment) => presentAttachment(attachment, { content, expand: withItem });
  };
  /** `$select=item` is not written, but what was expanded is sent. */
  const selecting = (call: GraphCall): GraphCall => {
    const { select } = call.query;
    if (!select) return call;
    return { ...call, query: { ...call.query, select: [...select.map((name) => name.split("/").at(-1)!), "item"] } };
  };

  const list = (call: GraphCall): GraphResult => {
    const found = state.messageOf(call);
    return listPage(selecting(call), found.entry.value.attachments ?? [], {
      context: context(call, found),
      read: (attachment) => attachment,
      present: present(call),
      defaultTop: 10,
      maxTop: 1000,
      above: "cap",
    });
  };
  const get = (call: GraphCall): GraphResult => {
    const { found, attachment } = find(call);
    return entity(selecting(call), context(call, found), present(call)(attachment));
  };
  const add = (call: GraphCall): GraphResult => {
    const found = state.messageOf(call);
    const attachment = state.readAttachment(call.body);
    state.change(found, attach(found.entry.value, attachment));
    return created({
      "@odata.context": `${call.origin}/v1.0/$metadata#${context(call, found)}/$entity`,
      ...presentAttachment(attachment, { content: true, expand: false }),
    });
  };
  const remove = (call: GraphCall): GraphResult => {
    const { found, attachment } = find(call);
    const left = found.entry.value.attachments!.filter((other) => other !== attachment);
    state.change(found, withAttachments(found.entry.value, left));
    return noContent();
  };
  const bytes = (call: GraphCall): GraphResult => {
    const { attachment } = find(call);
    if (attachment.kind === "reference") throw refuse("reference-attachment-value");
    if (attachment.kind === "item") return plain(mimeOfItem(attachment.item), "text/plain");
    return { status: 200, headers: { "Content-Type": attachment.contentType ?? "application/octet-stream" }, body: attachment.bytes };
  };
  const mime = (call: GraphCall): GraphResult => plain(mimeOf(state.messageOf(call).entry.value), "text/plain");

  return [
    ...messagePaths("/attachments").flatMap((path) => [route("GET", path, list), route("POST", path, add)]),
    ...messagePaths("/attachments/{attachment}").map((path) => route("GET", path, get)),
    route("DELETE", "/me/messages/{message}/attachments/{attachment}", remove),
    route("GET", "/me/messages/{message}/attachments/{attachment}/$value", bytes),
    route("GET", "/me/messages/{message}/$value", mime),
    route("POST", "/me/messages/{message}/attachments/createUploadSession", (call) => uploads.open(call, state.messageOf(call))),
  ];
}

const plain = (text: string, type: string): GraphResult => ({
  status: 200,
  headers: { "Content-Type": type },
  body: new TextEncoder().encode(text),
});
