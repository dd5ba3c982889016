import { createRefusal } from "../../refusals.ts";
import { notFound } from "../graph-fault.ts";
import { buildEntity, buildListPage } from "../odata/list-page.ts";
import { createdResult, defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../route.ts";
import { presentAttachment } from "./attachments.ts";
import { type MailAttachment, withAttachments } from "./mail-message.ts";
import { messagePathsWith } from "./mail-message-routes.ts";
import { type LocatedMessage, type MailStore, withAttachment } from "./mail-store.ts";
import { mimeOf, mimeOfItem } from "./mime.ts";
import { messageIdOf } from "./present-mail.ts";
import type { UploadSessions } from "./upload-sessions.ts";

/** Creates the routes for attachments of a message, their content, upload sessions, and the message as MIME. */
export function createMailAttachmentRoutes(store: MailStore, uploads: UploadSessions): Route[] {
  const context = (request: GraphRequest, { entry }: LocatedMessage) =>
    `users('${request.mailboxUser.id}')/messages('${encodeURIComponent(messageIdOf(request, entry))}')/attachments`;
  const find = (request: GraphRequest): { found: LocatedMessage; attachment: MailAttachment } => {
    const found = store.messageOf(request);
    const attachment = found.entry.value.attachments?.find(({ id }) => id === request.params.attachment);
    if (!attachment) throw notFound();
    return { found, attachment };
  };
  const present = (request: GraphRequest) => {
    const { select, expand } = request.query;
    const content = !select || select.some((name) => /^(microsoft\.graph\.fileAttachment\/)?contentBytes$/i.test(name));
    const withItem = expand.some(({ property }) => /^microsoft\.graph\.itemattachment\/item$/i.test(property));
    return (attachment: MailAttachment) => presentAttachment(attachment, { content, expand: withItem });
  };
  /** Clients do not select `item`, but Graph sends what they expand. */
  const withItemSelected = (request: GraphRequest): GraphRequest => {
    const { select } = request.query;
    if (!select) return request;
    return { ...request, query: { ...request.query, select: [...select.map((name) => name.split("/").at(-1)!), "item"] } };
  };

  const list = (request: GraphRequest): GraphResult => {
    const found = store.messageOf(request);
    return buildListPage(withItemSelected(request), found.entry.value.attachments ?? [], {
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
    return buildEntity(withItemSelected(request), context(request, found), present(request)(attachment));
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
    if (attachment.kind === "item") return textResult(mimeOfItem(attachment.item), "text/plain");
    return { status: 200, headers: { "Content-Type": attachment.contentType ?? "application/octet-stream" }, body: attachment.bytes };
  };
  const readMime = (request: GraphRequest): GraphResult => textResult(mimeOf(store.messageOf(request).entry.value), "text/plain");

  return [
    ...messagePathsWith("/attachments").flatMap((path) => [defineRoute("GET", path, list), defineRoute("POST", path, add)]),
    ...messagePathsWith("/attachments/{attachment}").map((path) => defineRoute("GET", path, get)),
    defineRoute("DELETE", "/me/messages/{message}/attachments/{attachment}", remove),
    defineRoute("GET", "/me/messages/{message}/attachments/{attachment}/$value", readBytes),
    defineRoute("GET", "/me/messages/{message}/$value", readMime),
    defineRoute("POST", "/me/messages/{message}/attachments/createUploadSession", (request) =>
      uploads.open(request, store.messageOf(request)),
    ),
  ];
}

const textResult = (text: string, type: string): GraphResult => ({
  status: 200,
  headers: { "Content-Type": type },
  body: new TextEncoder().encode(text),
});
