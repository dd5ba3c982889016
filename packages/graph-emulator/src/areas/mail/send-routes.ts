import { badRequest } from "../../protocol/graph-fault.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { acceptedResult, createdResult, defineRoute, type GraphRequest, type GraphResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { buildReply, type ReplyKind } from "./build-reply.ts";
import type { MailDelivery } from "./mail-delivery.ts";
import { createRecipient, type MailMessage } from "./mail-message.ts";
import { messagePathsWith } from "./mail-message-routes.ts";
import type { MailStore } from "./mail-store.ts";
import { presentMailMessage, toExchangeTime } from "./present-mail.ts";
import { readMessageInput } from "./read-message-input.ts";

/** Creates the routes for sending messages and drafts, and for replying and forwarding, directly or as a draft. */
export function createSendRoutes(store: MailStore, delivery: MailDelivery): Route[] {
  /** Delivers a message and keeps a copy in Sent Items of the requested mailbox. */
  const submit = (request: GraphRequest, message: MailMessage, saveCopy = true): GraphResult => {
    const sent: MailMessage = {
      ...message,
      ...delivery.resolveSender(request, message.from),
      isDraft: false,
      sentDateTime: toExchangeTime(store.now()),
    };
    delivery.deliver(sent);
    if (saveCopy) {
      const mailbox = store.mailboxOf(request.mailboxUser.id);
      mailbox.addMessage(mailbox.wellKnownKey("sentitems"), { ...sent, isRead: true, receivedDateTime: sent.sentDateTime });
    }
    return acceptedResult();
  };
  const selfOf = ({ mailboxUser }: GraphRequest) => createRecipient(mailboxUser.mail, mailboxUser.displayName);

  const sendMail = (request: GraphRequest): GraphResult => {
    const mime = store.readMime(request);
    if (mime) return submit(request, store.createMessage({ from: selfOf(request), ...mime }));
    const { message, Message: capital, saveToSentItems = true, SaveToSentItems: saveCopy = saveToSentItems } = propertiesOf(request.body);
    const messageFields = store.readMessage(message ?? capital);
    return submit(request, store.createMessage({ from: selfOf(request), ...messageFields }), String(saveCopy) !== "false");
  };

  const sendDraft = (request: GraphRequest): GraphResult => {
    const { mailbox, folder, entry } = store.messageOf(request);
    if (!entry.value.isDraft) throw badRequest("The message was sent already.", "ErrorInvalidRequest");
    const { from, sender } = delivery.resolveSender(request, entry.value.from);
    const sentDateTime = toExchangeTime(store.now());
    const sent: MailMessage = { ...entry.value, from, sender, isDraft: false, isRead: true, sentDateTime, receivedDateTime: sentDateTime };
    delivery.deliver(sent);
    mailbox.messages.get(folder)!.set(entry.key, sent);
    mailbox.moveMessage(entry.key, mailbox.wellKnownKey("sentitems"));
    return acceptedResult();
  };

  const buildReplyMessage = (request: GraphRequest, kind: ReplyKind): MailMessage => {
    const mime = store.readMime(request);
    const { value } = store.messageOf(request).entry;
    const {
      comment,
      Comment: capital,
      message,
      Message: other,
      toRecipients,
      ToRecipients: to = toRecipients,
    } = propertiesOf(request.body);
    const messageFields = mime ?? (message || other ? store.readMessage(message ?? other) : {});
    if (kind === "forward" && to !== undefined) {
      if (messageFields.toRecipients) throw createRefusal("forward-recipients-twice");
      Object.assign(messageFields, readMessageInput({ toRecipients: to }));
    }
    const fields = buildReply(value, {
      kind,
      self: selfOf(request),
      comment: textOf(comment ?? capital),
      fields: messageFields,
      now: store.now(),
    });
    // A forward includes all attachments, a reply only the inline pictures of the quoted message.
    const copiedAttachments = (value.attachments ?? []).filter(({ isInline }) => kind === "forward" || isInline);
    const attachments = [...store.copyAttachments(copiedAttachments), ...(messageFields.attachments ?? [])];
    return store.createMessage({ from: selfOf(request), ...fields, ...(attachments.length > 0 ? { attachments } : {}) });
  };
  const createReplyDraft = (request: GraphRequest, kind: ReplyKind): GraphResult => {
    const mailbox = store.mailboxOf(request.mailboxUser.id);
    const drafts = mailbox.wellKnownKey("drafts");
    const entry = mailbox.addMessage(drafts, { ...buildReplyMessage(request, kind), isDraft: true, isRead: true });
    const context = `${request.origin}/v1.0/$metadata#users('${request.mailboxUser.id}')/messages/$entity`;
    return createdResult({ "@odata.context": context, ...presentMailMessage(request, drafts, entry) });
  };

  const kinds: [ReplyKind, string][] = [
    ["reply", "Reply"],
    ["replyAll", "ReplyAll"],
    ["forward", "Forward"],
  ];
  return [
    defineRoute("POST", "/me/sendMail", sendMail),
    defineRoute("POST", "/me/messages/{message}/send", sendDraft),
    ...kinds.flatMap(([kind, capital]) => [
      ...messagePathsWith(`/${kind}`).map((path) =>
        defineRoute("POST", path, (request) => submit(request, buildReplyMessage(request, kind))),
      ),
      ...messagePathsWith(`/create${capital}`).map((path) => defineRoute("POST", path, (request) => createReplyDraft(request, kind))),
    ]),
  ];
}
