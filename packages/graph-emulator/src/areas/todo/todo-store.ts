import { CasementError } from "@casement/core";
import { Collection, type CollectionEntry } from "../../protocol/store/collection.ts";
import type { AreaContext } from "../area.ts";
import type { PatternedRecurrence } from "../calendar/recurrence.ts";
import type { ItemExtensions } from "../item-extensions/item-extensions.ts";

/** A stored task list. Ids and annotations are added when it is sent. */
export interface TodoTaskList {
  displayName: string;
  itemExtensions?: ItemExtensions;
  isOwner: boolean;
  isShared: boolean;
  wellknownListName: "none" | "defaultList" | "flaggedEmails";
}

/** A checklist item, linked resource, or attachment in Graph's shape. */
export type TaskPart = Record<string, unknown> & { id: string };

/** A task in Graph's shape, without id, change times, and annotations. */
export type TodoTask = Record<string, unknown> & {
  title: string;
  status: string;
  recurrence?: PatternedRecurrence;
  checklistItems: readonly TaskPart[];
  linkedResources: readonly TaskPart[];
  /** Attachments, including `contentBytes`. */
  attachments: readonly TaskPart[];
  itemExtensions?: ItemExtensions;
};

export interface TodoUserData {
  lists: Collection<TodoTaskList>;
  /** Tasks by key of the list. All users of a shared list have the same collection. */
  tasks: Map<string, Collection<TodoTask>>;
}

export interface TodoStore {
  /** Returns the data of a user. The first call creates the built-in lists. */
  dataOf(userId: string): TodoUserData;
  addList(userId: string, list: Partial<TodoTaskList> & { displayName: string }): string;
  /** Removes a list. When its owner removes it, all users lose it. */
  removeList(userId: string, key: string): void;
  /** Shares a list with another user. Returns its id for that user. */
  shareList(userId: string, key: string, withUserId: string): string;
  newId(kind: string): string;
}

export function createTodoStore({ clock, ids }: AreaContext): TodoStore {
  const users = new Map<string, TodoUserData>();
  const collection = <T>(kind: string) => new Collection<T>({ now: () => clock.now(), newId: () => ids.exchange(kind) });
  const store: TodoStore = {
    dataOf(userId) {
      const known = users.get(userId);
      if (known) return known;
      const user: TodoUserData = { lists: collection("todo-list"), tasks: new Map() };
      users.set(userId, user);
      store.addList(userId, { displayName: "Tasks", wellknownListName: "defaultList" });
      store.addList(userId, { displayName: "Flagged Emails", wellknownListName: "flaggedEmails" });
      return user;
    },
    addList(userId, list) {
      const user = store.dataOf(userId);
      const { key } = user.lists.add({ isOwner: true, isShared: false, wellknownListName: "none", ...list });
      user.tasks.set(key, collection("todo-task"));
      return key;
    },
    removeList(userId, key) {
      const user = store.dataOf(userId);
      const tasks = user.tasks.get(key);
      const isOwner = user.lists.get(key)?.value.isOwner;
      for (const each of isOwner ? users.values() : [user])
        for (const [id, tasksOfList] of each.tasks)
          if (tasksOfList === tasks) {
            each.lists.remove(id);
            each.tasks.delete(id);
          }
    },
    shareList(userId, key, withUserId) {
      const user = store.dataOf(userId);
      const { value } = user.lists.get(key) as CollectionEntry<TodoTaskList>;
      user.lists.set(key, { ...value, isShared: true });
      const keyForOther = store.addList(withUserId, { ...value, isOwner: false, isShared: true });
      store.dataOf(withUserId).tasks.set(keyForOther, user.tasks.get(key)!);
      return keyForOther;
    },
    newId: (kind) => ids.guid(kind),
  };
  return store;
}

/** Finds a list by id or display name, for control functions. */
export function findListByName(user: TodoUserData, name: string): CollectionEntry<TodoTaskList> {
  const list = user.lists.get(name) ?? user.lists.list().find(({ value }) => value.displayName === name);
  if (!list) throw new CasementError("input-invalid", "The user has no task list with that id or name.");
  return list;
}
