import { CasementError } from "@casement/core";
import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { deltaPage, tombstone } from "../delta.ts";
import { GraphFault } from "../graph-fault.ts";
import { listPage } from "../odata/list-page.ts";
import { created, type GraphCall, type Handler, noContent, ok, route } from "../route.ts";
import type { Collection, Entry } from "../store/collection.ts";
import { blankTask, presentTask, withTaskFields } from "./task-fields.ts";
import { createTodoState, type Task, type TaskList } from "./todo-state.ts";

export interface TodoControl {
  /** Ids and names of a user's lists. */
  lists(user: string): { id: string; displayName: string }[];
  addList(user: string, displayName: string): string;
  removeList(user: string, list: string): void;
  /** `list` is an id or a display name. Returns the id of the task. */
  addTask(user: string, list: string, task: object): string;
  changeTask(user: string, list: string, id: string, changes: object): void;
  removeTask(user: string, list: string, id: string): void;
}
export type TodoArea = Area<"todo", TodoControl>;

const page = { defaultTop: 20, maxTop: 100, above: "cap" } as const;
const gone = () => new GraphFault(404, "invalidRequest", "The specified object was not found in the store.");

/** Task lists and tasks with delta: reading and writing. */
export function todoArea(context: AreaContext): TodoArea {
  const { clock, deltas, directory } = context;
  const state = createTodoState(context);
  const listsOf = (call: GraphCall) => state.of(call.mailboxUser.id);
  const listOf = (call: GraphCall): Entry<TaskList> => {
    const { lists } = listsOf(call);
    const wanted = call.params.list!;
    const known =
      lists.get(wanted) ?? lists.list().find(({ value }) => wanted.toLowerCase() === "tasks" && value.wellknownListName === "defaultList");
    if (!known) throw gone();
    return known;
  };
  const tasksOf = (call: GraphCall): Collection<Task> => listsOf(call).tasks.get(listOf(call).key)!;
  const taskOf = (call: GraphCall): Entry<Task> => {
    const task = tasksOf(call).get(call.params.task!);
    if (!task) throw gone();
    return task;
  };
  const expanded = (call: GraphCall) => call.query.expand.map(({ property }) => property.toLowerCase());
  /** To Do takes no `$select`, and nobody's lists but one's own. */
  const guarded =
    (handler: Handler): Handler =>
    (call) => {
      if (call.query.select) throw refuse("todo-select");
      if (call.mailboxUser.id !== call.user.id) throw refuse("todo-other-user");
      return handler(call);
    };
  const custom = (call: GraphCall) => {
    const list = listOf(call);
    if (list.value.wellknownListName !== "none") throw refuse("todo-default-list");
    return list;
  };
  const removeList = (userId: string, key: string) => {
    const user = state.of(userId);
    user.lists.remove(key);
    user.tasks.delete(key);
  };

  const routes = [
    route("GET", "/me/todo/lists", (call) =>
      listPage(call, listsOf(call).lists.list(), {
        ...page,
        context: `users('${call.mailboxUser.id}')/todo/lists`,
        read: ({ value }) => value,
        present: presentList,
      }),
    ),
    route("POST", "/me/todo/lists", (call) => {
      const name = call.body?.displayName;
      if (typeof name !== "string" || !name) throw new GraphFault(400, "invalidRequest", "Invalid request");
      return created(presentList(listsOf(call).lists.get(state.addList(call.mailboxUser.id, name))!));
    }),
    route("GET", "/me/todo/lists/delta", (call) =>
      deltaPage(call, {
        tokens: deltas,
        source: listsOf(call).lists,
        name: "todo/lists",
        context: "Collection(todoTaskList)",
        defaultPageSize: 20,
        maxPageSize: 100,
        items: (entry) => [entry.removed ? tombstone(entry.id) : presentList(entry)],
      }),
    ),
    route("GET", "/me/todo/lists/{list}", (call) => ok(presentList(listOf(call)))),
    route("PATCH", "/me/todo/lists/{list}", (call) => {
      const { key, value } = custom(call);
      return ok(presentList(listsOf(call).lists.set(key, { ...value, displayName: String(call.body?.displayName ?? value.displayName) })!));
    }),
    route("DELETE", "/me/todo/lists/{list}", (call) => {
      removeList(call.mailboxUser.id, custom(call).key);
      return noContent();
    }),
    route("GET", "/me/todo/lists/{list}/tasks", (call) =>
      listPage(call, tasksOf(call).list(), {
        ...page,
        context: `users('${call.mailboxUser.id}')/todo/lists('${call.params.list}')/tasks`,
        read: (entry) => presentTask(entry, []),
        present: (entry) => presentTask(entry, expanded(call)),
      }),
    ),
    route("POST", "/me/todo/lists/{list}/tasks", (call) =>
      created(presentTask(tasksOf(call).add(withTaskFields(blankTask(), call.body, clock.now())), [])),
    ),
    route("GET", "/me/todo/lists/{list}/tasks/delta", (call) => {
      if (call.query.filter || call.query.orderBy.length > 0) throw refuse("todo-delta-filter");
      return deltaPage(call, {
        tokens: deltas,
        source: tasksOf(call),
        name: `todo/tasks/${listOf(call).key}`,
        context: "Collection(todoTask)",
        defaultPageSize: 100,
        maxPageSize: 500,
        items: (entry) => [entry.removed ? tombstone(entry.id) : presentTask(entry, [])],
      });
    }),
    route("GET", "/me/todo/lists/{list}/tasks/{task}", (call) => ok(presentTask(taskOf(call), expanded(call)))),
    route("PATCH", "/me/todo/lists/{list}/tasks/{task}", (call) => {
      const { key, value } = taskOf(call);
      return ok(presentTask(tasksOf(call).set(key, withTaskFields(value, call.body, clock.now()))!, []));
    }),
    route("DELETE", "/me/todo/lists/{list}/tasks/{task}", (call) => {
      tasksOf(call).remove(taskOf(call).key);
      return noContent();
    }),
  ].map((made) => ({ ...made, handler: guarded(made.handler) }));

  const userId = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user.id;
  };
  const find = (user: string, list: string) => {
    const id = userId(user);
    const { lists, tasks } = state.of(id);
    const key = (lists.get(list) ?? lists.list().find(({ value }) => value.displayName === list))?.key;
    if (!key) throw new CasementError("input-invalid", "The user has no task list of that id or name.");
    return { id, key, tasks: tasks.get(key)! };
  };
  return {
    name: "todo",
    routes,
    control: {
      lists: (user) =>
        state
          .of(userId(user))
          .lists.list()
          .map(({ id, value }) => ({ id, displayName: value.displayName })),
      addList: (user, displayName) => state.addList(userId(user), displayName),
      removeList(user, list) {
        const { id, key } = find(user, list);
        removeList(id, key);
      },
      addTask: (user, list, task) => find(user, list).tasks.add(withTaskFields(blankTask(), task, clock.now())).id,
      changeTask(user, list, id, changes) {
        const { tasks } = find(user, list);
        const task = tasks.get(id);
        if (!task) throw new CasementError("input-invalid", "The list has no task of that id.");
        tasks.set(task.key, withTaskFields(task.value, changes, clock.now()));
      },
      removeTask: (user, list, id) => void find(user, list).tasks.remove(id),
    },
  };
}

function presentList({ id, changeKey, value }: Entry<TaskList>): object {
  return { "@odata.etag": `W/"${changeKey}"`, ...value, id };
}
