import { refuse } from "../../refusals.ts";
import { badRequest } from "../graph-fault.ts";
import { propertiesOf, textOf } from "../properties-of.ts";
import { accepted, created, type GraphCall, type GraphResult, type Route, route } from "../route.ts";
import { type AnswerKind, answerTo } from "./answers.ts";
import type { MailState } from "./mail-state.ts";
import { type Message, recipient } from "./message.ts";
import { messagePaths } from "./message-routes.ts";
import { checkMime } from "./mime-input.ts";
import type { PostOffice } from "./post-office.ts";
import { exchangeTime, presentMessage } from "./present-mail.ts";
import { readMessageInput } from "./read-message-input.ts";

/** Sending at once, sending a draft, and answering: at once, or as a draft. */
export function sendRoutes(state: MailState, post: PostOffice): Route[] {
  /** Delivers, and keeps a copy in Sent Items of the mailbox that was asked. */
  const submit = (call: GraphCall, message: Message, keep = true): GraphResult => {
    const sent: Message = { ...message, ...post.authorsOf(call, message.from), isDraft: false, sentDateTime: exchangeTime(state.now()) };
    post.deliver(sent);
    if (keep) {
      const mailbox = state.mailboxOf(call.mailboxUser.id);
      mailbox.add(mailbox.wellKnown("sentitems"), { ...sent, isRead: true, receivedDateTime: sent.sentDateTime });
    }
    return accepted();
  };
  const self = ({ mailboxUser }: GraphCall) => recipient(mailboxUser.mail, mailboxUser.displayName);

  const sendMail = (call: GraphCall): GraphResult => {
    checkMime(call);
    const { message, Message: capital, saveToSentItems = true, SaveToSentItems: keep = saveToSentItems } = propertiesOf(call.body);
    const given = state.readMessage(message ?? capital);
    return submit(call, state.make({ from: self(call), ...given }), String(keep) !== "false");
  };

  const sendDraft = (call: GraphCall): GraphResult => {
    const { mailbox, folder, entry } = state.messageOf(call);
    if (!entry.value.isDraft) throw badRequest("The message was sent already.", "ErrorInvalidRequest");
    const { from, sender } = post.authorsOf(call, entry.value.from);
    const sentDateTime = exchangeTime(state.now());
    const sent: Message = { ...entry.value, from, sender, isDraft: false, isRead: true, sentDateTime, receivedDateTime: sentDateTime };
    post.deliver(sent);
    mailbox.messages.get(folder)!.set(entry.key, sent);
    mailbox.move(entry.key, mailbox.wellKnown("sentitems"));
    return accepted();
  };

  const answer = (call: GraphCall, kind: AnswerKind): Message => {
    checkMime(call);
    const { value } = state.messageOf(call).entry;
    const { comment, Comment: capital, message, Message: other, toRecipients, ToRecipients: to = toRecipients } = propertiesOf(call.body);
    const given = message || other ? state.readMessage(message ?? other) : {};
    if (kind === "forward" && to !== undefined) {
      if (given.toRecipients) throw refuse("forward-recipients-twice");
      Object.assign(given, readMessageInput({ toRecipients: to }));
    }
    const fields = answerTo(value, { kind, self: self(call), comment: textOf(comment ?? capital), given, now: state.now() });
    // A forward carries everything, an answer only the pictures its quotation shows.
    const carried = (value.attachments ?? []).filter(({ isInline }) => kind === "forward" || isInline);
    const attachments = [...state.copyAttachments(carried), ...(given.attachments ?? [])];
    return state.make({ from: self(call), ...fields, ...(attachments.length > 0 ? { attachments } : {}) });
  };
  const answerDraft = (call: GraphCall, kind: AnswerKind): GraphResult => {
    const mailbox = state.mailboxOf(call.mailboxUser.id);
    const drafts = mailbox.wellKnown("drafts");
    const entry = mailbox.add(drafts, { ...answer(call, kind), isDraft: true, isRead: true });
    const context = `${call.origin}/v1.0/$metadata#users('${call.mailboxUser.id}')/messages/$entity`;
    return created({ "@odata.context": context, ...presentMessage(call, drafts, entry) });
  };

  const kinds: [AnswerKind, string][] = [
    ["reply", "Reply"],
    ["replyAll", "ReplyAll"],
    ["forward", "Forward"],
  ];
  return [
    route("POST", "/me/sendMail", sendMail),
    route("POST", "/me/messages/{message}/send", sendDraft),
    ...kinds.flatMap(([kind, capital]) => [
      ...messagePaths(`/${kind}`).map((path) => route("POST", path, (call) => submit(call, answer(call, kind)))),
      ...messagePaths(`/create${capital}`).map((path) => route("POST", path, (call) => answerDraft(call, kind))),
    ]),
  ];
}
