import { CasementError, type Clock } from "@casement/core";
import type { Directory } from "../../directory.ts";
import { withTaskParts } from "./part-routes.ts";
import { presentTask } from "./present-task.ts";
import { createBlankTask, withChecklistFields, withTaskFields } from "./task-fields.ts";
import { changeTask } from "./todo-access.ts";
import { findListByName, type TaskPart, type TodoStore } from "./todo-store.ts";

/**
 * Changes lists and tasks from outside Graph. `user` is an id or user principal name, `list` an id or display name. Tasks are given and
 * returned in Graph's format.
 */
export interface TodoControl {
  /** Ids and names of a user's lists. */
  lists(user: string): { id: string; displayName: string }[];
  addList(user: string, displayName: string): string;
  renameList(user: string, list: string, displayName: string): void;
  removeList(user: string, list: string): void;
  /** Shares the list with another user (`isShared`, not `isOwner`). Returns its id for that user. */
  shareList(user: string, list: string, withUser: string): string;
  /** Tasks in Graph's format. Not typed further, because tests know what they contain. */
  tasks(user: string, list: string): Record<string, any>[];
  /** The task may contain `checklistItems` and `linkedResources`. Returns its id. */
  addTask(user: string, list: string, task: object): string;
  changeTask(user: string, list: string, id: string, changes: object): void;
  removeTask(user: string, list: string, id: string): void;
  /** Changes a checklist item of a task, or adds one if `item` is omitted. */
  setChecklistItem(user: string, list: string, id: string, changes: object, item?: string): void;
  /** Refuses task delta with `Tasks.Read` with 403, as Microsoft's map says for `/me`, until it is called with false. */
  refuseDelta(on?: boolean): void;
}

export function createTodoControl(
  store: TodoStore,
  { clock, directory }: { clock: Clock; directory: Directory },
  delta: { forReaders: boolean },
): TodoControl {
  const userId = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user.id;
  };
  const find = (user: string, list: string) => {
    const id = userId(user);
    const { key } = findListByName(store.dataOf(id), list);
    return { id, key, tasks: store.dataOf(id).tasks.get(key)! };
  };
  const findTask = (user: string, list: string, id: string) => {
    const { tasks } = find(user, list);
    const task = tasks.get(id);
    if (!task) throw new CasementError("input-invalid", "The list has no task with that id.");
    return { tasks, task };
  };
  const allParts = new Set(["checklistItems", "linkedResources", "attachments"]);
  return {
    lists: (user) =>
      store
        .dataOf(userId(user))
        .lists.list()
        .map(({ id, value }) => ({ id, displayName: value.displayName })),
    addList: (user, displayName) => store.addList(userId(user), { displayName }),
    renameList(user, list, displayName) {
      const { id, key } = find(user, list);
      const { lists } = store.dataOf(id);
      lists.set(key, { ...lists.get(key)!.value, displayName });
    },
    removeList(user, list) {
      const { id, key } = find(user, list);
      store.removeList(id, key);
    },
    shareList(user, list, withUser) {
      const { id, key } = find(user, list);
      return store.shareList(id, key, userId(withUser));
    },
    tasks: (user, list) =>
      find(user, list)
        .tasks.list()
        .map((entry) => presentTask(entry, allParts)),
    addTask: (user, list, task) =>
      find(user, list).tasks.add(withTaskParts(withTaskFields(createBlankTask(), task, clock.now()), task, store, clock)).id,
    changeTask(user, list, id, changes) {
      const { tasks, task } = findTask(user, list, id);
      changeTask(tasks, task, changes, clock.now());
    },
    removeTask: (user, list, id) => void find(user, list).tasks.remove(id),
    setChecklistItem(user, list, id, changes, item) {
      const { tasks, task } = findTask(user, list, id);
      const { checklistItems } = task.value;
      const write = (part: TaskPart) => withChecklistFields(part, changes, clock.now());
      const items = item
        ? checklistItems.map((part) => (part.id === item || part.displayName === item ? write(part) : part))
        : [...checklistItems, write({ id: store.newId("checklist"), isChecked: false, createdDateTime: clock.now().toISOString() })];
      tasks.set(task.key, { ...task.value, checklistItems: items });
    },
    refuseDelta(on = true) {
      delta.forReaders = !on;
    },
  };
}
