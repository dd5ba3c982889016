import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { buildDeltaPage, presentTombstone } from "../../protocol/delta-page.ts";
import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { buildEntity, buildListPage, outlookPageSizes } from "../../protocol/odata/list-page.ts";
import { narrowsItems } from "../../protocol/odata/odata-query.ts";
import { parseExpand } from "../../protocol/odata/parse-expand.ts";
import {
  createdResult,
  defineRoute,
  type GraphRequest,
  type GraphResult,
  noContentResult,
  okResult,
  type Route,
} from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { extensionExpand } from "../item-extensions/expand-extensions.ts";
import { createExtensionRoutes } from "../item-extensions/extension-routes.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import type { ContactStore, LocatedContact, StoredContact } from "./contact-store.ts";
import { presentContact, presentExpandedContact, toQueryableContact } from "./present-contact.ts";
import { readContactInput, withDerivedNames } from "./read-contact-input.ts";

const expand = extensionExpand;
const listPaths = ["/me/contacts", "/me/contactFolders/{contactFolder}/contacts"];
const itemPaths = listPaths.map((path) => `${path}/{contact}`);

/** Creates the routes for contacts: list, create, read, change, delete, delta, and open extensions. */
export function createContactRoutes(store: ContactStore, tokens: DeltaTokens): Route[] {
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/contacts`;
  const contactsOf = (request: GraphRequest) => {
    const folder = store.folderOf(request).key;
    return { folder, contacts: store.requestedBook(request).contacts.get(folder)! };
  };
  const replace = ({ book, folder, entry }: LocatedContact, value: StoredContact) => book.contacts.get(folder)!.set(entry.key, value)!;

  const list = (request: GraphRequest): GraphResult => {
    const { folder, contacts } = contactsOf(request);
    return buildListPage(request, contacts.list(), {
      context: context(request),
      read: (entry) => toQueryableContact(folder, entry),
      present: (entry) => presentExpandedContact(request, folder, entry),
      ...outlookPageSizes,
    });
  };
  const create = (request: GraphRequest): GraphResult => {
    const { folder, contacts } = contactsOf(request);
    const fields = withDerivedNames(readContactInput(request.body));
    const entry = contacts.add({ fields, itemExtensions: readItemExtensions(request.body) });
    const name = `${request.origin}/v1.0/$metadata#${context(request)}/$entity`;
    return createdResult({ "@odata.context": name, ...presentContact(folder, entry) });
  };
  const read = (request: GraphRequest): GraphResult => {
    const { folder, entry } = store.contactOf(request);
    return buildEntity(request, context(request), presentExpandedContact(request, folder, entry));
  };
  const change = (request: GraphRequest): GraphResult => {
    const found = store.contactOf(request);
    checkIfMatch(request, found.entry.changeKey);
    const { fields, itemExtensions } = found.entry.value;
    const changed = replace(found, {
      fields: { ...fields, ...readContactInput(request.body) },
      itemExtensions: readItemExtensions(request.body, itemExtensions),
    });
    return okResult(presentContact(found.folder, changed));
  };
  const remove = (request: GraphRequest): GraphResult => {
    const found = store.contactOf(request);
    checkIfMatch(request, found.entry.changeKey);
    found.book.contacts.get(found.folder)!.remove(found.entry.key);
    return noContentResult();
  };
  const delta = (request: GraphRequest): GraphResult => {
    if (narrowsItems(request.query)) throw createRefusal("contact-delta-options");
    const { folder, contacts } = contactsOf(request);
    return buildDeltaPage(request, {
      tokens,
      source: contacts,
      name: `contacts/${folder}`,
      context: "Collection(contact)",
      defaultPageSize: 10,
      maxPageSize: 512,
      items(entry, options) {
        if (entry.removed) return [presentTombstone(entry.key)];
        const query = { ...request.query, expand: parseExpand(options.$expand ?? "") };
        return [{ "@odata.type": "#microsoft.graph.contact", ...presentExpandedContact({ query }, folder, entry) }];
      },
    });
  };

  return [
    ...listPaths.flatMap((path) => [defineRoute("GET", path, list, { expand }), defineRoute("POST", path, create)]),
    ...itemPaths.flatMap((path) => [
      defineRoute("GET", path, read, { expand }),
      defineRoute("PATCH", path, change),
      defineRoute("DELETE", path, remove),
    ]),
    defineRoute("GET", "/me/contactFolders/{contactFolder}/contacts/delta", delta, { expand }),
    ...createExtensionRoutes(itemPaths, {
      context: (request) => `${context(request)}('${encodeURIComponent(request.params.contact!)}')`,
      read: (request) => store.contactOf(request).entry.value.itemExtensions,
      write(request, itemExtensions) {
        const found = store.contactOf(request);
        replace(found, { ...found.entry.value, itemExtensions });
      },
    }),
  ];
}
