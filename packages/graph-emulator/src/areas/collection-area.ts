import { CasementError } from "@casement/core";
import { GraphFault } from "../protocol/graph-fault.ts";
import { buildEntity, buildListPage, type ListOptions } from "../protocol/odata/list-page.ts";
import { propertiesOf } from "../protocol/properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, noContentResult, okResult, type Route } from "../protocol/route.ts";
import { Collection, type CollectionEntry } from "../protocol/store/collection.ts";
import type { AddedArea, Area, AreaContext } from "./area.ts";

export type CollectionItem = Readonly<Record<string, unknown>>;

/** Changes a collection from outside Graph. `user` is an id or user principal name, and `id` the id of an item. */
export interface CollectionControl {
  /** Adds an item and returns it with its id. */
  add(user: string, item: CollectionItem): CollectionItem & { readonly id: string };
  /** Changes the given properties. */
  patch(user: string, id: string, change: CollectionItem): void;
  remove(user: string, id: string): void;
  list(user: string): readonly (CollectionItem & { readonly id: string })[];
}

export interface CollectionOptions {
  /** Another address of single items, if Graph has one: `/planner/tasks/{id}` for `/me/planner/tasks`. */
  readonly itemPath?: `/${string}/{id}`;
}

/**
 * Creates a plain Graph collection that the emulator does not include, for `createEmulator({ areas: [tasks] })`: list with paging and
 * query options, get, create, update, and delete, below `/me` and `/users/{id}`. `items` fills each mailbox at its first use.
 *
 *     const tasks = createCollectionArea("/me/planner/tasks", () => [{ title: "Paint the door" }]);
 */
export function createCollectionArea(
  path: `/me/${string}`,
  items: () => readonly CollectionItem[] = () => [],
  { itemPath }: CollectionOptions = {},
): AddedArea<CollectionControl> {
  const name = path.slice("/me/".length).replace(/[^\w]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (context) => makeArea(path, itemPath, name, items, context);
}

function makeArea(
  path: string,
  itemPath: string | undefined,
  name: string,
  items: () => readonly CollectionItem[],
  context: AreaContext,
): Area<string, CollectionControl> {
  const { clock, directory, ids } = context;
  const collections = new Map<string, Collection<CollectionItem>>();
  const collectionOf = (user: { readonly id: string }): Collection<CollectionItem> => {
    const existing = collections.get(user.id);
    if (existing) return existing;
    const created = new Collection<CollectionItem>({ now: () => clock.now(), newId: () => ids.exchange(name) });
    for (const item of items()) created.add(item);
    collections.set(user.id, created);
    return created;
  };
  const collectionOfUser = (user: string): Collection<CollectionItem> => {
    const found = directory.user(user);
    if (!found) throw new CasementError("input-invalid", "No user has that id or name.");
    return collectionOf(found);
  };
  const findEntry = (request: GraphRequest): CollectionEntry<CollectionItem> =>
    requireEntry(collectionOf(request.mailboxUser).get(request.params.id!));
  const contextOf = (request: GraphRequest): string => `users('${request.mailboxUser.id}')/${path.slice("/me/".length)}`;
  const listOptionsOf = (request: GraphRequest): ListOptions<CollectionEntry<CollectionItem>> => ({
    context: contextOf(request),
    read: present,
    present,
    defaultTop: 10,
    maxTop: 999,
    above: "cap",
    searchText: (entry) => JSON.stringify(entry.value),
  });
  const itemRoutes = (template: string): Route[] => [
    defineRoute("GET", template, (request) => buildEntity(request, contextOf(request), present(findEntry(request)))),
    defineRoute("PATCH", template, (request) => {
      const before = findEntry(request);
      return okResult(present(collectionOf(request.mailboxUser).set(before.key, { ...before.value, ...propertiesOf(request.body) })!));
    }),
    defineRoute("DELETE", template, (request) => {
      collectionOf(request.mailboxUser).remove(findEntry(request).key);
      return noContentResult();
    }),
  ];
  return {
    name,
    routes: [
      defineRoute("GET", path, (request) => buildListPage(request, collectionOf(request.mailboxUser).list(), listOptionsOf(request))),
      defineRoute("POST", path, (request) => createdResult(present(collectionOf(request.mailboxUser).add(propertiesOf(request.body))))),
      ...itemRoutes(`${path}/{id}`),
      ...(itemPath === undefined || itemPath === `${path}/{id}` ? [] : itemRoutes(itemPath)),
    ],
    control: {
      add: (user, item) => present(collectionOfUser(user).add(item)),
      patch(user, id, change) {
        const collection = collectionOfUser(user);
        collection.set(id, { ...requireEntry(collection.get(id)).value, ...change });
      },
      remove: (user, id) => void requireEntry(collectionOfUser(user).remove(id)),
      list: (user) => collectionOfUser(user).list().map(present),
    },
  };
}

function requireEntry(entry: CollectionEntry<CollectionItem> | undefined): CollectionEntry<CollectionItem> {
  if (!entry) throw new GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.");
  return entry;
}

const present = ({ id, changeKey, value }: CollectionEntry<CollectionItem>): CollectionItem & { readonly id: string } => ({
  "@odata.etag": `W/"${changeKey}"`,
  ...value,
  id,
});
