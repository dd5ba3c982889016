import { createRefusal } from "../../refusals.ts";
import { notFound } from "../graph-fault.ts";
import { matchesFilter } from "../odata/evaluate-filter.ts";
import { buildEntity, buildListPage, type ListOptions } from "../odata/list-page.ts";
import { pathsOf } from "../odata/parse-filter.ts";
import { pickSelected } from "../odata/pick-selected.ts";
import { propertiesOf } from "../properties-of.ts";
import {
  createdResult,
  defineRefusedRoute,
  defineRoute,
  type GraphRequest,
  type GraphResult,
  noContentResult,
  okResult,
  type Route,
} from "../route.ts";
import type { CollectionEntry } from "../store/collection.ts";
import { checkMimeInput } from "./check-mime-input.ts";
import { createRecipient, type MailMessage } from "./mail-message.ts";
import type { MailStore } from "./mail-store.ts";
import { withMessageFields } from "./message-fields.ts";
import { createMessageSearch } from "./message-search.ts";
import {
  canReadBodies,
  checkExpand,
  checkIfMatch,
  messageProperties,
  presentMailMessage,
  readBasicHiddenProperties,
  toQueryableMessage,
  withExpandedSelected,
} from "./present-mail.ts";

/** Maximum number of results of a search. */
const searchLimit = 1000;

interface Found {
  folder: string;
  entry: CollectionEntry<MailMessage>;
}

/** Paths of a message: directly and inside its folder. */
export const messagePathsWith = (suffix = ""): string[] => [
  `/me/messages/{message}${suffix}`,
  `/me/mailFolders/{folder}/messages/{message}${suffix}`,
];

/** Creates the routes for messages: list, search, read, create a draft, update, move, copy, and delete. */
export function createMailMessageRoutes(store: MailStore): Route[] {
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/messages`;
  const present = (request: GraphRequest, folder: string, entry: CollectionEntry<MailMessage>) => ({
    "@odata.context": `${request.origin}/v1.0/$metadata#${context(request)}/$entity`,
    ...presentMailMessage(request, folder, entry),
  });

  const messagesOf = (request: GraphRequest): Found[] => {
    const { messages } = store.mailboxOf(request.mailboxUser.id);
    const folderKeys = request.params.folder ? [store.folderOf(request).key] : [...messages.keys()];
    return folderKeys.flatMap((folder) =>
      messages
        .get(folder)!
        .list()
        .map((entry) => ({ folder, entry })),
    );
  };
  const list = (request: GraphRequest): GraphResult => {
    checkQuery(request);
    const { search, ...query } = request.query;
    if (search === undefined)
      return buildListPage(withExpandedSelected(request), messagesOf(request), messageListOptions(request, context(request)));
    const matchesSearch = createMessageSearch(search, store.now());
    const found = messagesOf(request)
      .filter(({ entry }) => matchesSearch(entry.value))
      .sort((a, b) => b.entry.value.receivedDateTime.localeCompare(a.entry.value.receivedDateTime))
      .slice(0, searchLimit);
    return buildListPage(
      withExpandedSelected({ ...request, query: { ...query, search: undefined } }),
      found,
      messageListOptions(request, context(request)),
    );
  };
  const count = (request: GraphRequest): GraphResult => {
    checkQuery(request);
    const { filter, search } = request.query;
    const matchesSearch = search && createMessageSearch(search, store.now());
    const found = messagesOf(request).filter(
      ({ entry }) => (!filter || matchesFilter(filter, toQueryableMessage(entry))) && (!matchesSearch || matchesSearch(entry.value)),
    ).length;
    return { body: new TextEncoder().encode(String(found)), headers: { "Content-Type": "text/plain" } };
  };

  const createDraft = (request: GraphRequest): GraphResult => {
    checkMimeInput(request);
    const mailbox = store.mailboxOf(request.mailboxUser.id);
    const folder = request.params.folder ? store.folderOf(request).key : mailbox.wellKnownKey("drafts");
    const from = createRecipient(request.mailboxUser.mail, request.mailboxUser.displayName);
    const message = store.createMessage({ from, sender: from, ...store.readMessage(request.body), isDraft: true, isRead: true });
    return createdResult(present(request, folder, mailbox.addMessage(folder, message)));
  };
  const read = (request: GraphRequest): GraphResult => {
    checkExpand(request);
    const { folder, entry } = store.messageOf(request);
    return buildEntity(withExpandedSelected(request), context(request), presentMailMessage(request, folder, entry));
  };
  const patch = (request: GraphRequest): GraphResult => {
    const found = store.messageOf(request);
    checkIfMatch(request, found.entry);
    const changed = store.replaceMessage(found, withMessageFields(found.entry.value, request.body, store.now()));
    return okResult(pickSelected(present(request, found.folder, changed), request.query.select, { always: ["id"] }));
  };
  const remove = (request: GraphRequest): GraphResult => {
    const { mailbox, folder, entry } = store.messageOf(request);
    checkIfMatch(request, entry);
    const deletedItems = mailbox.wellKnownKey("deleteditems");
    if (mailbox.isBelow(folder, deletedItems)) mailbox.messages.get(folder)!.remove(entry.key);
    else mailbox.moveMessage(entry.key, deletedItems);
    return noContentResult();
  };
  const moveTarget = (request: GraphRequest) => {
    const found = store.messageOf(request);
    const folder = found.mailbox.findFolder(
      String(propertiesOf(request.body).destinationId ?? propertiesOf(request.body).DestinationId ?? ""),
    );
    if (!folder) throw notFound();
    return { ...found, to: folder.key };
  };
  const move = (request: GraphRequest): GraphResult => {
    const { mailbox, entry, to } = moveTarget(request);
    return createdResult(present(request, to, mailbox.moveMessage(entry.key, to)!));
  };
  const copy = (request: GraphRequest): GraphResult => {
    const { mailbox, entry, to } = moveTarget(request);
    const { attachments, ...message } = entry.value;
    return createdResult(
      present(request, to, mailbox.addMessage(to, { ...message, ...(attachments && { attachments: store.copyAttachments(attachments) }) })),
    );
  };
  return [
    defineRoute("GET", "/me/messages", list),
    defineRoute("POST", "/me/messages", createDraft),
    defineRoute("GET", "/me/messages/$count", count),
    defineRefusedRoute("GET", "/me/messages/delta", () => createRefusal("message-delta-folder-only")),
    defineRoute("GET", "/me/mailFolders/{folder}/messages", list),
    defineRoute("POST", "/me/mailFolders/{folder}/messages", createDraft),
    defineRoute("GET", "/me/mailFolders/{folder}/messages/$count", count),
    ...messagePathsWith().flatMap((path) => [
      defineRoute("GET", path, read),
      defineRoute("PATCH", path, patch),
      defineRoute("DELETE", path, remove),
    ]),
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
    const paths = [...(query.filter ? pathsOf(query.filter) : []), ...query.orderBy.map(({ path }) => path)];
    if (paths.some((path) => readBasicHiddenProperties.some((hidden) => path.split("/")[0]!.toLowerCase() === hidden.toLowerCase())))
      throw createRefusal("mail-readbasic-search");
  }
}

function messageListOptions(request: GraphRequest, context: string): ListOptions<Found> {
  const usesChangeTimes = /(created|modified)DateTime|\bid\b/i.test(request.query.raw.toString());
  return {
    context,
    read: ({ entry }) => (usesChangeTimes ? toQueryableMessage(entry) : entry.value),
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
