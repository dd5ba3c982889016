import type { AreaContext } from "../area.ts";
import { Collection } from "../store/collection.ts";

/** A task list as stored; ids and annotations are added when it is sent. */
export interface TaskList {
  displayName: string;
  isOwner: boolean;
  isShared: boolean;
  wellknownListName: "none" | "defaultList" | "flaggedEmails";
}

/** A task in Graph's own shape, without id, dates of change and annotations. */
export type Task = Record<string, unknown> & { title: string; status: string; checklistItems: object[]; linkedResources: object[] };

export interface TodoUser {
  lists: Collection<TaskList>;
  tasks: Map<string, Collection<Task>>;
}

export interface TodoState {
  /** With the built-in lists, made at the first look. */
  of(userId: string): TodoUser;
  addList(userId: string, displayName: string, wellknownListName?: TaskList["wellknownListName"]): string;
}

export function createTodoState({ clock, ids }: AreaContext): TodoState {
  const users = new Map<string, TodoUser>();
  const collection = <T>(kind: string) => new Collection<T>({ now: () => clock.now(), newId: () => ids.exchange(kind) });
  const state: TodoState = {
    of(userId) {
      const known = users.get(userId);
      if (known) return known;
      const user: TodoUser = { lists: collection("todo-list"), tasks: new Map() };
      users.set(userId, user);
      state.addList(userId, "Tasks", "defaultList");
      state.addList(userId, "Flagged Emails", "flaggedEmails");
      return user;
    },
    addList(userId, displayName, wellknownListName = "none") {
      const user = state.of(userId);
      const { key } = user.lists.add({ displayName, isOwner: true, isShared: false, wellknownListName });
      user.tasks.set(key, collection("todo-task"));
      return key;
    },
  };
  return state;
}
