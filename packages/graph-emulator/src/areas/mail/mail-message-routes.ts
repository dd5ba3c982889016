import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { buildEntity, buildListPage, type ListOptions, outlookPageSizes } from "../../protocol/odata/list-page.ts";
import { pathsOf } from "../../protocol/odata/parse-filter.ts";
import { pickSelected } from "../../protocol/odata/pick-selected.ts";
import { withPreferenceApplied } from "../../protocol/preference-applied.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import {
  createdResult,
  defineRefusedRoute,
  defineRoute,
  type GraphRequest,
  type GraphResult,
  noContentResult,
  okResult,
  type Route,
} from "../../protocol/route.ts";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { extensionExpand } from "../item-extensions/expand-extensions.ts";
import { createExtensionRoutes } from "../item-extensions/extension-routes.ts";
import { createRecipient, type MailMessage } from "./mail-message.ts";
import type { MailStore } from "./mail-store.ts";
import { withMessageFields } from "./message-fields.ts";
import { createMessageSearch } from "./message-search.ts";
import { canReadBodies, presentMailMessage, readBasicHiddenProperties, toQueryableMessage } from "./present-mail.ts";

/** `$expand=attachments`, also with the item of an item attachment, the event of a meeting's mail, and what apps store. */
export const messageExpand = { attachments: ["expand"], "eventMessage/event": [], ...extensionExpand };

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
    const options = messageListOptions(request, context(request));
    if (search === undefined) return withPreferenceApplied(request, buildListPage(request, messagesOf(request), options));
    const matchesSearch = createMessageSearch(search, store.now());
    const found = messagesOf(request)
      .filter(({ entry }) => matchesSearch(entry.value))
      .sort((a, b) => b.entry.value.receivedDateTime.localeCompare(a.entry.value.receivedDateTime))
      .slice(0, searchLimit);
    return withPreferenceApplied(request, buildListPage({ ...request, query: { ...query, search: undefined } }, found, options));
  };
  const createDraft = (request: GraphRequest): GraphResult => {
    const mailbox = store.mailboxOf(request.mailboxUser.id);
    const folder = request.params.folder ? store.folderOf(request).key : mailbox.wellKnownKey("drafts");
    const from = createRecipient(request.mailboxUser.mail, request.mailboxUser.displayName);
    const message = store.createMessage({
      from,
      sender: from,
      ...(store.readMime(request) ?? store.readMessage(request.body)),
      isDraft: true,
      isRead: true,
    });
    return createdResult(present(request, folder, mailbox.addMessage(folder, message)));
  };
  const read = (request: GraphRequest): GraphResult => {
    const { folder, entry } = store.messageOf(request);
    return withPreferenceApplied(request, buildEntity(request, context(request), presentMailMessage(request, folder, entry)));
  };
  const patch = (request: GraphRequest): GraphResult => {
    const found = store.messageOf(request);
    checkIfMatch(request, found.entry.changeKey);
    const changed = store.replaceMessage(found, withMessageFields(found.entry.value, request.body, store.now()));
    return okResult(pickSelected(present(request, found.folder, changed), request.query.select, { always: ["id"] }));
  };
  const remove = (request: GraphRequest): GraphResult => {
    const { mailbox, folder, entry } = store.messageOf(request);
    checkIfMatch(request, entry.changeKey);
    const deletedItems = mailbox.wellKnownKey("deleteditems");
    if (mailbox.isBelow(folder, deletedItems)) mailbox.messages.get(folder)!.remove(entry.key);
    else mailbox.moveMessage(entry.key, deletedItems);
    return noContentResult();
  };
  const moveTarget = (request: GraphRequest) => {
    const found = store.messageOf(request);
    const { destinationId, DestinationId: id = destinationId } = propertiesOf(request.body);
    const folder = found.mailbox.findFolder(String(id ?? ""));
    if (!folder) throw createMissingItemFault(String(id ?? ""));
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
    defineRoute("GET", "/me/messages", list, { expand: messageExpand }),
    defineRoute("POST", "/me/messages", createDraft),
    defineRefusedRoute("GET", "/me/messages/delta", () => createRefusal("message-delta-folder-only")),
    defineRoute("GET", "/me/mailFolders/{folder}/messages", list, { expand: messageExpand }),
    defineRoute("POST", "/me/mailFolders/{folder}/messages", createDraft),
    ...messagePathsWith().flatMap((path) => [
      defineRoute("GET", path, read, { expand: messageExpand }),
      defineRoute("PATCH", path, patch),
      defineRoute("DELETE", path, remove),
    ]),
    ...createExtensionRoutes(messagePathsWith(), {
      context: (request) => `${context(request)}('${encodeURIComponent(request.params.message!)}')`,
      read: (request) => store.messageOf(request).entry.value.itemExtensions,
      write(request, itemExtensions) {
        const found = store.messageOf(request);
        store.replaceMessage(found, { ...found.entry.value, itemExtensions });
      },
    }),
    ...messagePathsWith("/move").map((path) => defineRoute("POST", path, move)),
    ...messagePathsWith("/copy").map((path) => defineRoute("POST", path, copy)),
  ];
}

function checkQuery(request: GraphRequest): void {
  const { query } = request;
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
  const usesMore = /(created|modified)DateTime|\bid\b|ExtendedProperties|extensions/i.test(request.query.raw.toString());
  return {
    context,
    read: ({ entry }) => (usesMore ? toQueryableMessage(entry) : entry.value),
    present: ({ folder, entry }) => presentMailMessage(request, folder, entry),
    ...outlookPageSizes,
    order: { path: "receivedDateTime", descending: true },
    sortKeyFirst: true,
  };
}
