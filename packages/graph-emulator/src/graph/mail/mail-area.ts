import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { badRequest, GraphFault, notFound } from "../graph-fault.ts";
import { entity, type ListOptions, listPage } from "../odata/list-page.ts";
import { accepted, created, type GraphCall, type GraphResult, noContent, ok, refusedRoute, route } from "../route.ts";
import type { Entry } from "../store/collection.ts";
import { type MailControl, mailControl } from "./mail-control.ts";
import { createMailState, type MailState } from "./mail-state.ts";
import type { Folder, Mailbox, Message } from "./mailbox.ts";
import { messageDelta } from "./message-delta.ts";
import { recipient, withMessageFields } from "./message-fields.ts";
import { messageProperties, presentFolder, presentMessage, readMessage } from "./present-mail.ts";

export type MailArea = Area<"mail", MailControl>;
interface Found {
  folder: string;
  entry: Entry<Message>;
}

/** Folders and messages: reading, delta, marking, moving, removing, sending. */
export function mailArea(context: AreaContext): MailArea {
  const state = createMailState(context);
  const mailboxOf = (call: GraphCall) => state.mailboxOf(call.mailboxUser.id);
  const folders = (call: GraphCall, parent: string) => {
    const mailbox = mailboxOf(call);
    const inside = mailbox.folders.list().filter(({ value }) => value.parent === parent && !value.isHidden);
    return listPage(call, inside, folderList(call, mailbox));
  };
  const addFolder = (call: GraphCall, parent: string) => {
    const displayName = call.body?.displayName;
    if (typeof displayName !== "string" || !displayName) throw badRequest("The display name of the folder is missing.");
    const mailbox = mailboxOf(call);
    return created(presentFolder(mailbox, mailbox.addFolder({ displayName, parent, isHidden: call.body.isHidden === true })));
  };
  const messagesOf = (call: GraphCall): Found[] => {
    const { messages } = mailboxOf(call);
    const wanted = call.params.folder ? [state.folderOf(call).key] : [...messages.keys()];
    return wanted.flatMap((folder) =>
      messages
        .get(folder)!
        .list()
        .map((entry) => ({ folder, entry })),
    );
  };
  const list = (call: GraphCall) => listPage(call, messagesOf(call), messageList(call));
  const count = (call: GraphCall): GraphResult => ({
    body: new TextEncoder().encode(String(messagesOf(call).length)),
    headers: { "Content-Type": "text/plain" },
  });

  const message = (suffix: string) => [`/me/messages/{message}${suffix}`, `/me/mailFolders/{folder}/messages/{message}${suffix}`];
  const read = (call: GraphCall) => {
    refuseExpand(call);
    const { folder, entry } = state.messageOf(call);
    return entity(call, `users('${call.mailboxUser.id}')/messages`, presentMessage(call, folder, entry));
  };
  const patch = (call: GraphCall) => {
    const { mailbox, folder, entry } = state.messageOf(call);
    checkMatch(call, entry);
    const changed = mailbox.messages.get(folder)!.set(entry.key, withMessageFields(entry.value, call.body))!;
    return ok(presentMessage(call, folder, changed));
  };
  const remove = (call: GraphCall) => {
    const { mailbox, folder, entry } = state.messageOf(call);
    checkMatch(call, entry);
    const bin = mailbox.folder("deleteditems")!.key;
    if (folder === bin) mailbox.messages.get(bin)!.remove(entry.key);
    else mailbox.move(entry.key, bin);
    return noContent();
  };
  const move = (call: GraphCall) => {
    const { mailbox, entry } = state.messageOf(call);
    const target = mailbox.folder(String(call.body?.destinationId ?? ""));
    if (!target) throw notFound();
    return created(presentMessage(call, target.key, mailbox.move(entry.key, target.key)!));
  };
  return {
    name: "mail",
    control: mailControl(state, () => context.clock.now()),
    routes: [
      route("GET", "/me/mailFolders", (call) => folders(call, mailboxOf(call).root)),
      route("POST", "/me/mailFolders", (call) => addFolder(call, mailboxOf(call).root)),
      route("GET", "/me/mailFolders/{folder}", (call) =>
        entity(call, `users('${call.mailboxUser.id}')/mailFolders`, presentFolder(mailboxOf(call), state.folderOf(call))),
      ),
      route("GET", "/me/mailFolders/{folder}/childFolders", (call) => folders(call, state.folderOf(call).key)),
      route("POST", "/me/mailFolders/{folder}/childFolders", (call) => addFolder(call, state.folderOf(call).key)),
      route("GET", "/me/messages", list),
      route("GET", "/me/messages/$count", count),
      refusedRoute("GET", "/me/messages/delta", () => refuse("message-delta-folder-only")),
      route("GET", "/me/mailFolders/{folder}/messages", list),
      route("GET", "/me/mailFolders/{folder}/messages/$count", count),
      route("GET", "/me/mailFolders/{folder}/messages/delta", messageDelta(state, context.deltas)),
      ...message("").flatMap((path) => [route("GET", path, read), route("PATCH", path, patch), route("DELETE", path, remove)]),
      ...message("/move").map((path) => route("POST", path, move)),
      route("POST", "/me/sendMail", (call) => send(call, state, context)),
    ],
  };
}

function folderList(call: GraphCall, mailbox: Mailbox): ListOptions<Entry<Folder>> {
  return {
    context: `users('${call.mailboxUser.id}')/mailFolders`,
    read: (folder) => presentFolder(mailbox, folder),
    present: (folder) => presentFolder(mailbox, folder),
    defaultTop: 10,
    maxTop: 1000,
    above: "refuse",
    order: { path: "displayName", descending: false },
  };
}

function messageList(call: GraphCall): ListOptions<Found> {
  const { query } = call;
  refuseExpand(call);
  if (query.search && query.orderBy.length > 0) throw refuse("mail-search-orderby");
  if (query.search && query.filter) throw refuse("mail-search-filter");
  if (query.search && !call.allows("Mail.Read")) throw refuse("mail-readbasic-search");
  const byChange = /(created|modified)DateTime/i.test(call.query.raw.toString());
  return {
    context: `users('${call.mailboxUser.id}')/messages`,
    read: ({ entry }) => (byChange ? readMessage(entry) : entry.value),
    present: ({ folder, entry }) => presentMessage(call, folder, entry),
    defaultTop: 10,
    maxTop: 1000,
    above: "refuse",
    order: { path: "receivedDateTime", descending: true },
    properties: messageProperties,
    typeName: "Microsoft.OutlookServices.Message",
    sortKeyFirst: true,
    searchText: ({ entry: { value } }) =>
      [value.subject, value.body.content, value.from.emailAddress.name, value.from.emailAddress.address].join(" "),
  };
}

/** Better an answer that says so than one that lacks what was asked for. */
function refuseExpand({ query }: GraphCall): void {
  if (query.expand.length > 0)
    throw new GraphFault(501, "NotEmulated", `The emulator does not have $expand=${query.expand[0]!.property} of messages yet.`);
}

/** `If-Match`: the change key must still be the one the client read. */
function checkMatch(call: GraphCall, { changeKey }: Entry<Message>): void {
  const wanted = call.headers.get("if-match");
  if (wanted && wanted !== "*" && wanted !== `W/"${changeKey}"`) throw refuse("mail-etag-mismatch");
}

/** Puts the message into Sent Items, and into the inbox of everybody in the directory it is for. */
function send(call: GraphCall, state: MailState, { directory }: AreaContext): GraphResult {
  const message = call.body?.message ?? call.body?.Message;
  const to = message?.toRecipients;
  if (!Array.isArray(to) || to.length === 0)
    throw badRequest("At least one recipient isn't valid., Recipient is missing.", "ErrorInvalidRecipients");
  const from = recipient(call.mailboxUser.mail, call.mailboxUser.displayName);
  const sent = state.make({ ...message, from: message.from ?? from, sender: from });
  if (call.body.saveToSentItems !== false) {
    const mailbox = state.mailboxOf(call.mailboxUser.id);
    mailbox.add(mailbox.folder("sentitems")!.key, { ...sent, isRead: true });
  }
  for (const { emailAddress } of [...to, ...(message.ccRecipients ?? []), ...(message.bccRecipients ?? [])]) {
    const user = directory.user(emailAddress?.address ?? "");
    if (!user) continue;
    const mailbox = state.mailboxOf(user.id);
    mailbox.add(mailbox.folder("inbox")!.key, { ...sent, bccRecipients: [] });
  }
  return accepted();
}
