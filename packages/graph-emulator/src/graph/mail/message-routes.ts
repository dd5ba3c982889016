import { refuse } from "../../refusals.ts";
import { notFound } from "../graph-fault.ts";
import { matches } from "../odata/evaluate.ts";
import { pathsOf } from "../odata/filter.ts";
import { entity, type ListOptions, listPage } from "../odata/list-page.ts";
import { pick } from "../odata/pick.ts";
import { propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, type GraphResult, noContent, ok, type Route, refusedRoute, route } from "../route.ts";
import type { Entry } from "../store/collection.ts";
import type { MailState } from "./mail-state.ts";
import { type Message, recipient } from "./message.ts";
import { withMessageFields } from "./message-fields.ts";
import { checkMime } from "./mime-input.ts";
import {
  checkExpand,
  checkMatch,
  hiddenFromBasic,
  messageProperties,
  presentMessage,
  readMessage,
  seesBodies,
  selectWithExpand,
} from "./present-mail.ts";
import { messageSearcher } from "./search-messages.ts";

/** Graph finds no more than this. */
const searchLimit = 1000;

interface Found {
  folder: string;
  entry: Entry<Message>;
}

/** The forms of a message's path that Graph has: by itself and inside its folder. */
export const messagePaths = (suffix = ""): string[] => [
  `/me/messages/{message}${suffix}`,
  `/me/mailFolders/{folder}/messages/{message}${suffix}`,
];

/** Messages: listing, searching, reading, drafting, marking, moving, copying, deleting. */
export function messageRoutes(state: MailState): Route[] {
  const context = ({ mailboxUser }: GraphCall) => `users('${mailboxUser.id}')/messages`;
  const present = (call: GraphCall, folder: string, entry: Entry<Message>) => ({
    "@odata.context": `${call.origin}/v1.0/$metadata#${context(call)}/$entity`,
    ...presentMessage(call, folder, entry),
  });

  const messagesOf = (call: GraphCall): Found[] => {
    const { messages } = state.mailboxOf(call.mailboxUser.id);
    const wanted = call.params.folder ? [state.folderOf(call).key] : [...messages.keys()];
    return wanted.flatMap((folder) =>
      messages
        .get(folder)!
        .list()
        .map((entry) => ({ folder, entry })),
    );
  };
  const list = (call: GraphCall): GraphResult => {
    checkQuery(call);
    const { search, ...query } = call.query;
    if (search === undefined) return listPage(selectWithExpand(call), messagesOf(call), messageList(call, context(call)));
    const wanted = messageSearcher(search, state.now());
    const found = messagesOf(call)
      .filter(({ entry }) => wanted(entry.value))
      .sort((a, b) => b.entry.value.receivedDateTime.localeCompare(a.entry.value.receivedDateTime))
      .slice(0, searchLimit);
    return listPage(selectWithExpand({ ...call, query: { ...query, search: undefined } }), found, messageList(call, context(call)));
  };
  const count = (call: GraphCall): GraphResult => {
    checkQuery(call);
    const { filter, search } = call.query;
    const wanted = search && messageSearcher(search, state.now());
    const found = messagesOf(call).filter(
      ({ entry }) => (!filter || matches(filter, readMessage(entry))) && (!wanted || wanted(entry.value)),
    ).length;
    return { body: new TextEncoder().encode(String(found)), headers: { "Content-Type": "text/plain" } };
  };

  const draft = (call: GraphCall): GraphResult => {
    checkMime(call);
    const mailbox = state.mailboxOf(call.mailboxUser.id);
    const folder = call.params.folder ? state.folderOf(call).key : mailbox.wellKnown("drafts");
    const from = recipient(call.mailboxUser.mail, call.mailboxUser.displayName);
    const message = state.make({ from, sender: from, ...state.readMessage(call.body), isDraft: true, isRead: true });
    return created(present(call, folder, mailbox.add(folder, message)));
  };
  const read = (call: GraphCall): GraphResult => {
    checkExpand(call);
    const { folder, entry } = state.messageOf(call);
    return entity(selectWithExpand(call), context(call), presentMessage(call, folder, entry));
  };
  const patch = (call: GraphCall): GraphResult => {
    const found = state.messageOf(call);
    checkMatch(call, found.entry);
    const changed = state.change(found, withMessageFields(found.entry.value, call.body, state.now()));
    return ok(pick(present(call, found.folder, changed), call.query.select, { always: ["id"] }));
  };
  const remove = (call: GraphCall): GraphResult => {
    const { mailbox, folder, entry } = state.messageOf(call);
    checkMatch(call, entry);
    const bin = mailbox.wellKnown("deleteditems");
    if (mailbox.isBelow(folder, bin)) mailbox.messages.get(folder)!.remove(entry.key);
    else mailbox.move(entry.key, bin);
    return noContent();
  };
  const target = (call: GraphCall) => {
    const found = state.messageOf(call);
    const folder = found.mailbox.folder(String(propertiesOf(call.body).destinationId ?? propertiesOf(call.body).DestinationId ?? ""));
    if (!folder) throw notFound();
    return { ...found, to: folder.key };
  };
  const move = (call: GraphCall): GraphResult => {
    const { mailbox, entry, to } = target(call);
    return created(present(call, to, mailbox.move(entry.key, to)!));
  };
  const copy = (call: GraphCall): GraphResult => {
    const { mailbox, entry, to } = target(call);
    const { attachments, ...message } = entry.value;
    return created(
      present(call, to, mailbox.add(to, { ...message, ...(attachments && { attachments: state.copyAttachments(attachments) }) })),
    );
  };
  return [
    route("GET", "/me/messages", list),
    route("POST", "/me/messages", draft),
    route("GET", "/me/messages/$count", count),
    refusedRoute("GET", "/me/messages/delta", () => refuse("message-delta-folder-only")),
    route("GET", "/me/mailFolders/{folder}/messages", list),
    route("POST", "/me/mailFolders/{folder}/messages", draft),
    route("GET", "/me/mailFolders/{folder}/messages/$count", count),
    ...messagePaths().flatMap((path) => [route("GET", path, read), route("PATCH", path, patch), route("DELETE", path, remove)]),
    ...messagePaths("/move").map((path) => route("POST", path, move)),
    ...messagePaths("/copy").map((path) => route("POST", path, copy)),
  ];
}

function checkQuery(call: GraphCall): void {
  const { query } = call;
  checkExpand(call);
  if (query.search && query.orderBy.length > 0) throw refuse("mail-search-orderby");
  if (query.search && query.filter) throw refuse("mail-search-filter");
  if (!seesBodies(call)) {
    if (query.search) throw refuse("mail-readbasic-search");
    const named = [...(query.filter ? pathsOf(query.filter) : []), ...query.orderBy.map(({ path }) => path)];
    if (named.some((path) => hiddenFromBasic.some((hidden) => path.split("/")[0]!.toLowerCase() === hidden.toLowerCase())))
      throw refuse("mail-readbasic-search");
  }
}

function messageList(call: GraphCall, context: string): ListOptions<Found> {
  const byChange = /(created|modified)DateTime|\bid\b/i.test(call.query.raw.toString());
  return {
    context,
    read: ({ entry }) => (byChange ? readMessage(entry) : entry.value),
    present: ({ folder, entry }) => presentMessage(call, folder, entry),
    defaultTop: 10,
    maxTop: 1000,
    above: "refuse",
    order: { path: "receivedDateTime", descending: true },
    properties: messageProperties,
    typeName: "Microsoft.OutlookServices.Message",
    sortKeyFirst: true,
  };
}
