import { createRefusal } from "../../refusals.ts";
import { notFound } from "../graph-fault.ts";
import { matchesFilter } from "../odata/evaluate-filter.ts";
import { pathsOf } from "../odata/parse-filter.ts";
import { buildEntity, type ListOptions, buildListPage } from "../odata/list-page.ts";
import { pickSelected } from "../odata/pick-selected.ts";
import { propertiesOf } from "../properties-of.ts";
import { createdResult, type GraphRequest, type GraphResult, noContentResult, okResult, type Route, defineRefusedRoute, defineRoute } from "../route.ts";
import type { CollectionEntry } from "../store/collection.ts";
import type { MailStore } from "./mail-store.ts";
import { type MailMessage, createRecipient } from "./mail-message.ts";
import { withMessageFields } from "./message-fields.ts";
import { checkMimeInput } from "./check-mime-input.ts";
import {
  checkExpand,
  checkIfMatch,
  readBasicHiddenProperties,
  messageProperties,
  presentMailMessage,
  toQueryableMessage,
  canReadBodies,
  withExpandedSelected,
} from "./present-mail.ts";
import { createMessageSearch } from "./message-search.ts";

/** Graph finds no more than this. */
const searchLimit = 1000;

interface Found {
  folder: string;
  entry: CollectionEntry<MailMessage>;
}

/** The forms of a message's path that Graph has: by itself and inside its folder. */
export const messagePathsWith = (suffix = ""): string[] => [
  `/me/messages/{message}${suffix}`,
  `/me/mailFolders/{folder}/messages/{message}${suffix}`,
];

/** Messages: listing, searching, reading, drafting, marking, moving, copying, deleting. */
export function createMailMessageRoutes(state: MailStore): Route[] {
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/messages`;
  const present = (request: GraphRequest, folder: string, entry: CollectionEntry<MailMessage>) => ({
    "@odata.context": `${request.origin}/v1.0/$metadata#${context(request)}/$entity`,
    ...presentMailMessage(request, folder, entry),
  });

  const messagesOf = (request: GraphRequest): Found[] => {
    const { messages } = state.mailboxOf(request.mailboxUser.id);
    const wanted = request.params.folder ? [state.folderOf(request).key] : [...messages.keys()];
    return wanted.flatMap((folder) =>
      messages
        .get(folder)!
        .list()
        .map((entry) => ({ folder, entry })),
    );
  };
  const list = (request: GraphRequest): GraphResult => {
    checkQuery(request);
    const { search, ...query } = request.query;
    if (search === undefined) return buildListPage(withExpandedSelected(request), messagesOf(request), messageList(request, context(request)));
    const wanted = createMessageSearch(search, state.now());
    const found = messagesOf(request)
      .filter(({ entry }) => wanted(entry.value))
      .sort((a, b) => b.entry.value.receivedDateTime.localeCompare(a.entry.value.receivedDateTime))
      .slice(0, searchLimit);
    return buildListPage(withExpandedSelected({ ...request, query: { ...query, search: undefined } }), found, messageList(request, context(request)));
  };
  const count = (request: GraphRequest): GraphResult => {
    checkQuery(request);
    const { filter, search } = request.query;
    const wanted = search && createMessageSearch(search, state.now());
    const found = messagesOf(request).filter(
      ({ entry }) => (!filter || matchesFilter(filter, toQueryableMessage(entry))) && (!wanted || wanted(entry.value)),
    ).length;
    return { body: new TextEncoder().encode(String(found)), headers: { "Content-Type": "text/plain" } };
  };

  const draft = (request: GraphRequest): GraphResult => {
    checkMimeInput(request);
    const mailbox = state.mailboxOf(request.mailboxUser.id);
    const folder = request.params.folder ? state.folderOf(request).key : mailbox.wellKnownKey("drafts");
    const from = createRecipient(request.mailboxUser.mail, request.mailboxUser.displayName);
    const message = state.createMessage({ from, sender: from, ...state.readMessage(request.body), isDraft: true, isRead: true });
    return createdResult(present(request, folder, mailbox.addMessage(folder, message)));
  };
  const read = (request: GraphRequest): GraphResult => {
    checkExpand(request);
    const { folder, entry } = state.messageOf(request);
    return buildEntity(withExpandedSelected(request), context(request), presentMailMessage(request, folder, entry));
  };
  const patch = (request: GraphRequest): GraphResult => {
    const found = state.messageOf(request);
    checkIfMatch(request, found.entry);
    const changed = state.replaceMessage(found, withMessageFields(found.entry.value, request.body, state.now()));
    return okResult(pickSelected(present(request, found.folder, changed), request.query.select, { always: ["id"] }));
  };
  const remove = (request: GraphRequest): GraphResult => {
    const { mailbox, folder, entry } = state.messageOf(request);
    checkIfMatch(request, entry);
    const bin = mailbox.wellKnownKey("deleteditems");
    if (mailbox.isBelow(folder, bin)) mailbox.messages.get(folder)!.remove(entry.key);
    else mailbox.moveMessage(entry.key, bin);
    return noContentResult();
  };
  const target = (request: GraphRequest) => {
    const found = state.messageOf(request);
    const folder = found.mailbox.findFolder(String(propertiesOf(request.body).destinationId ?? propertiesOf(request.body).DestinationId ?? ""));
    if (!folder) throw notFound();
    return { ...found, to: folder.key };
  };
  const move = (request: GraphRequest): GraphResult => {
    const { mailbox, entry, to } = target(request);
    return createdResult(present(request, to, mailbox.moveMessage(entry.key, to)!));
  };
  const copy = (request: GraphRequest): GraphResult => {
    const { mailbox, entry, to } = target(request);
    const { attachments, ...message } = entry.value;
    return createdResult(
      present(request, to, mailbox.addMessage(to, { ...message, ...(attachments && { attachments: state.copyAttachments(attachments) }) })),
    );
  };
  return [
    defineRoute("GET", "/me/messages", list),
    defineRoute("POST", "/me/messages", draft),
    defineRoute("GET", "/me/messages/$count", count),
    defineRefusedRoute("GET", "/me/messages/delta", () => createRefusal("message-delta-folder-only")),
    defineRoute("GET", "/me/mailFolders/{folder}/messages", list),
    defineRoute("POST", "/me/mailFolders/{folder}/messages", draft),
    defineRoute("GET", "/me/mailFolders/{folder}/messages/$count", count),
    ...messagePathsWith().flatMap((path) => [defineRoute("GET", path, read), defineRoute("PATCH", path, patch), defineRoute("DELETE", path, remove)]),
    ...messagePathsWith("/move").map((path) => defineRoute("POST", path, move)),
    ...messagePathsWith("/copy").map((path) => defineRoute("POST", path, copy)),
  ];
}

function checkQuery(request: GraphRequest): void {
  const { query } = request;
  checkExpand(request);
  if (query.search && query.orderBy.length > 0) throw createRefusal("mail-search-orderby");
  if (query.search && query.filter) throw createRefusal("mail-search-filter");
  if (!canReadBodies(request)) {
    if (query.search) throw createRefusal("mail-readbasic-search");
    const named = [...(query.filter ? pathsOf(query.filter) : []), ...query.orderBy.map(({ path }) => path)];
    if (named.some((path) => readBasicHiddenProperties.some((hidden) => path.split("/")[0]!.toLowerCase() === hidden.toLowerCase())))
      throw createRefusal("mail-readbasic-search");
  }
}

function messageList(request: GraphRequest, context: string): ListOptions<Found> {
  const byChange = /(created|modified)DateTime|\bid\b/i.test(request.query.raw.toString());
  return {
    context,
    read: ({ entry }) => (byChange ? toQueryableMessage(entry) : entry.value),
    present: ({ folder, entry }) => presentMailMessage(request, folder, entry),
    defaultTop: 10,
    maxTop: 1000,
    above: "refuse",
    order: { path: "receivedDateTime", descending: true },
    properties: messageProperties,
    typeName: "Microsoft.OutlookServices.Message",
    sortKeyFirst: true,
  };
}
