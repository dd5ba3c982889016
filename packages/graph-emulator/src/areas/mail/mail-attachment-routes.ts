import { notFound } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { createdResult, defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { UploadSessions } from "../upload-sessions.ts";
import { createFileAttachment, presentAttachment } from "./attachments.ts";
import { formatItem } from "./item-attachment.ts";
import { type MailAttachment, withAttachments } from "./mail-message.ts";
import { messagePathsWith } from "./mail-message-routes.ts";
import { type LocatedMessage, type MailStore, withAttachment } from "./mail-store.ts";
import { mimeOf } from "./mime.ts";
import { messageIdOf, toExchangeTime } from "./present-mail.ts";

const attachmentExpand = { "itemAttachment/item": [] };

/** Creates the routes for attachments of a message, their content, upload sessions, and the message as MIME. */
export function createMailAttachmentRoutes(store: MailStore, uploads: UploadSessions): Route[] {
  const context = (request: GraphRequest, { entry }: LocatedMessage) =>
    `users('${request.mailboxUser.id}')/messages('${encodeURIComponent(messageIdOf(request, entry))}')/attachments`;
  const find = (request: GraphRequest): { found: LocatedMessage; attachment: MailAttachment } => {
    const found = store.messageOf(request);
    const attachment = found.entry.value.attachments?.find(({ id }) => id === request.params.attachment);
    if (!attachment) throw createMissingItemFault(request.params.attachment!);
    return { found, attachment };
  };
  const present = ({ query: { select, expand } }: GraphRequest) => {
    const content = !select || select.some((name) => /^(microsoft\.graph\.fileAttachment\/)?contentBytes$/i.test(name));
    return (attachment: MailAttachment) => presentAttachment(attachment, { content, expand: expand.length > 0 });
  };

  const list = (request: GraphRequest): GraphResult => {
    const found = store.messageOf(request);
    return buildListPage(request, found.entry.value.attachments ?? [], {
      context: context(request, found),
      read: (attachment) => attachment,
      present: present(request),
      defaultTop: 10,
      maxTop: 1000,
      above: "cap",
    });
  };
  const get = (request: GraphRequest): GraphResult => {
    const { found, attachment } = find(request);
    return buildEntity(request, context(request, found), present(request)(attachment));
  };
  const add = (request: GraphRequest): GraphResult => {
    const found = store.messageOf(request);
    const attachment = store.readAttachment(request.body);
    store.replaceMessage(found, withAttachment(found.entry.value, attachment));
    return createdResult({
      "@odata.context": `${request.origin}/v1.0/$metadata#${context(request, found)}/$entity`,
      ...presentAttachment(attachment, { content: true, expand: false }),
    });
  };
  const remove = (request: GraphRequest): GraphResult => {
    const { found, attachment } = find(request);
    const remaining = found.entry.value.attachments!.filter((other) => other !== attachment);
    store.replaceMessage(found, withAttachments(found.entry.value, remaining));
    return noContentResult();
  };
  const readBytes = (request: GraphRequest): GraphResult => {
    const { attachment } = find(request);
    if (attachment.kind === "reference") throw createRefusal("reference-attachment-value");
    if (attachment.kind === "item") return textResult(formatItem(attachment.item), "text/plain");
    return { status: 200, headers: { "Content-Type": attachment.contentType ?? "application/octet-stream" }, body: attachment.bytes };
  };
  const openUpload = (request: GraphRequest): GraphResult => {
    const { mailbox, entry } = store.messageOf(request);
    return uploads.open(request, {
      place: `Messages('${messageIdOf(request, entry)}')`,
      attach(file, bytes) {
        const found = mailbox.findMessage(entry.key);
        if (!found) throw notFound("The message of the upload session is gone.");
        const attachment = createFileAttachment(bytes, {
          ...file,
          id: store.newAttachmentId(),
          lastModifiedDateTime: toExchangeTime(store.now()),
        });
        store.replaceMessage({ mailbox, ...found }, withAttachment(found.entry.value, attachment));
        return attachment.id;
      },
    });
  };
  const readMime = (request: GraphRequest): GraphResult => textResult(mimeOf(store.messageOf(request).entry.value), "text/plain");

  return [
    ...messagePathsWith("/attachments").flatMap((path) => [
      defineRoute("GET", path, list, { expand: attachmentExpand }),
      defineRoute("POST", path, add),
    ]),
    ...messagePathsWith("/attachments/{attachment}").map((path) => defineRoute("GET", path, get, { expand: attachmentExpand })),
    defineRoute("DELETE", "/me/messages/{message}/attachments/{attachment}", remove),
    defineRoute("GET", "/me/messages/{message}/attachments/{attachment}/$value", readBytes),
    defineRoute("GET", "/me/messages/{message}/$value", readMime),
    defineRoute("POST", "/me/messages/{message}/attachments/createUploadSession", openUpload),
  ];
}

const textResult = (text: string, type: string): GraphResult => ({
  status: 200,
  headers: { "Content-Type": type },
  body: new TextEncoder().encode(text),
});
