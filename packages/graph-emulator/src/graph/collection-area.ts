import { CasementError } from "@casement/core";
import type { AddedArea, Area, AreaContext } from "./area.ts";
import { GraphFault } from "./graph-fault.ts";
import { entity, type ListOptions, listPage } from "./odata/list-page.ts";
import { propertiesOf } from "./properties-of.ts";
import { created, type GraphCall, noContent, ok, route } from "./route.ts";
import { Collection, type Entry } from "./store/collection.ts";

export type Item = Readonly<Record<string, unknown>>;

/** Changes a collection "from elsewhere". `user` is an id or principal name; `id` is the item's. */
export interface CollectionControl {
  /** Returns the new item, with its id. */
  add(user: string, item: Item): Item & { readonly id: string };
  /** Changes what is given. */
  patch(user: string, id: string, change: Item): void;
  remove(user: string, id: string): void;
  list(user: string): readonly (Item & { readonly id: string })[];
}

/**
 * A plain collection of Graph that the emulator does not have, for `createEmulator({ areas: [contacts] })`: list with paging and the
 * query options, get, create, change and remove, below `/me` and `/users/{id}`. `items` fills every mailbox when it is first asked for.
 *
 *     const contacts = collectionArea("/me/contacts", () => [{ displayName: "Ada Byron" }]);
 */
export function collectionArea(path: `/me/${string}`, items: () => readonly Item[] = () => []): AddedArea<CollectionControl> {
  const name = path.slice("/me/".length).replace(/[^\w]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (context) => makeArea(path, name, items, context);
}

function makeArea(path: string, name: string, items: () => readonly Item[], context: AreaContext): Area<string, CollectionControl> {
  const { clock, directory, ids } = context;
  const collections = new Map<string, Collection<Item>>();
  const of = (user: { readonly id: string }): Collection<Item> => {
    const known = collections.get(user.id);
    if (known) return known;
    const made = new Collection<Item>({ now: () => clock.now(), newId: () => ids.exchange(name) });
    for (const item of items()) made.add(item);
    collections.set(user.id, made);
    return made;
  };
  const named = (user: string): Collection<Item> => {
    const found = directory.user(user);
    if (!found) throw new CasementError("input-invalid", "No user has that id or name.");
    return of(found);
  };
  const found = (call: GraphCall): Entry<Item> => existing(of(call.mailboxUser).get(call.params.id!));
  const context$ = (call: GraphCall): string => `users('${call.mailboxUser.id}')/${path.slice("/me/".length)}`;
  const options = (call: GraphCall): ListOptions<Entry<Item>> => ({
    context: context$(call),
    read: present,
    present,
    defaultTop: 10,
    maxTop: 999,
    above: "cap",
    searchText: (entry) => JSON.stringify(entry.value),
  });
  return {
    name,
    routes: [
      route("GET", path, (call) => listPage(call, of(call.mailboxUser).list(), options(call))),
      route("GET", `${path}/{id}`, (call) => entity(call, context$(call), present(found(call)))),
      route("POST", path, (call) => created(present(of(call.mailboxUser).add(propertiesOf(call.body))))),
      route("PATCH", `${path}/{id}`, (call) => {
        const before = found(call);
        return ok(present(of(call.mailboxUser).set(before.key, { ...before.value, ...propertiesOf(call.body) })!));
      }),
      route("DELETE", `${path}/{id}`, (call) => {
        of(call.mailboxUser).remove(found(call).key);
        return noContent();
      }),
    ],
    control: {
      add: (user, item) => present(named(user).add(item)),
      patch(user, id, change) {
        const collection = named(user);
        collection.set(id, { ...existing(collection.get(id)).value, ...change });
      },
      remove: (user, id) => void existing(named(user).remove(id)),
      list: (user) => named(user).list().map(present),
    },
  };
}

function existing(entry: Entry<Item> | undefined): Entry<Item> {
  if (!entry) throw new GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.");
  return entry;
}

const present = ({ id, changeKey, value }: Entry<Item>): Item & { readonly id: string } => ({
  "@odata.etag": `W/"${changeKey}"`,
  ...value,
  id,
});
