import { createRefusal } from "../../refusals.ts";
import { badRequest } from "../graph-fault.ts";
import { propertiesOf, textOf } from "../properties-of.ts";
import { acceptedResult, createdResult, type GraphRequest, type GraphResult, type Route, defineRoute } from "../route.ts";
import { type ReplyKind, buildReply } from "./build-reply.ts";
import type { MailStore } from "./mail-store.ts";
import { type MailMessage, createRecipient } from "./mail-message.ts";
import { messagePathsWith } from "./mail-message-routes.ts";
import { checkMimeInput } from "./check-mime-input.ts";
import type { MailDelivery } from "./mail-delivery.ts";
import { toExchangeTime, presentMailMessage } from "./present-mail.ts";
import { readMessageInput } from "./read-message-input.ts";

/** Sending at once, sending a draft, and answering: at once, or as a draft. */
export function createSendRoutes(state: MailStore, post: MailDelivery): Route[] {
  /** Delivers, and keeps a copy in Sent Items of the mailbox that was asked. */
  const submit = (request: GraphRequest, message: MailMessage, keep = true): GraphResult => {
    const sent: MailMessage = { ...message, ...post.resolveSender(request, message.from), isDraft: false, sentDateTime: toExchangeTime(state.now()) };
    post.deliver(sent);
    if (keep) {
      const mailbox = state.mailboxOf(request.mailboxUser.id);
      mailbox.addMessage(mailbox.wellKnownKey("sentitems"), { ...sent, isRead: true, receivedDateTime: sent.sentDateTime });
    }
    return acceptedResult();
  };
  const self = ({ mailboxUser }: GraphRequest) => createRecipient(mailboxUser.mail, mailboxUser.displayName);

  const sendMail = (request: GraphRequest): GraphResult => {
    checkMimeInput(request);
    const { message, Message: capital, saveToSentItems = true, SaveToSentItems: keep = saveToSentItems } = propertiesOf(request.body);
    const given = state.readMessage(message ?? capital);
    return submit(request, state.createMessage({ from: self(request), ...given }), String(keep) !== "false");
  };

  const sendDraft = (request: GraphRequest): GraphResult => {
    const { mailbox, folder, entry } = state.messageOf(request);
    if (!entry.value.isDraft) throw badRequest("The message was sent already.", "ErrorInvalidRequest");
    const { from, sender } = post.resolveSender(request, entry.value.from);
    const sentDateTime = toExchangeTime(state.now());
    const sent: MailMessage = { ...entry.value, from, sender, isDraft: false, isRead: true, sentDateTime, receivedDateTime: sentDateTime };
    post.deliver(sent);
    mailbox.messages.get(folder)!.set(entry.key, sent);
    mailbox.moveMessage(entry.key, mailbox.wellKnownKey("sentitems"));
    return acceptedResult();
  };

  const answer = (request: GraphRequest, kind: ReplyKind): MailMessage => {
    checkMimeInput(request);
    const { value } = state.messageOf(request).entry;
    const { comment, Comment: capital, message, Message: other, toRecipients, ToRecipients: to = toRecipients } = propertiesOf(request.body);
    const given = message || other ? state.readMessage(message ?? other) : {};
    if (kind === "forward" && to !== undefined) {
      if (given.toRecipients) throw createRefusal("forward-recipients-twice");
      Object.assign(given, readMessageInput({ toRecipients: to }));
    }
    const fields = buildReply(value, { kind, self: self(request), comment: textOf(comment ?? capital), given, now: state.now() });
    // A forward carries everything, an answer only the pictures its quotation shows.
    const carried = (value.attachments ?? []).filter(({ isInline }) => kind === "forward" || isInline);
    const attachments = [...state.copyAttachments(carried), ...(given.attachments ?? [])];
    return state.createMessage({ from: self(request), ...fields, ...(attachments.length > 0 ? { attachments } : {}) });
  };
  const answerDraft = (request: GraphRequest, kind: ReplyKind): GraphResult => {
    const mailbox = state.mailboxOf(request.mailboxUser.id);
    const drafts = mailbox.wellKnownKey("drafts");
    const entry = mailbox.addMessage(drafts, { ...answer(request, kind), isDraft: true, isRead: true });
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
      ...messagePathsWith(`/${kind}`).map((path) => defineRoute("POST", path, (request) => submit(request, answer(request, kind)))),
      ...messagePathsWith(`/create${capital}`).map((path) => defineRoute("POST", path, (request) => answerDraft(request, kind))),
    ]),
  ];
}
