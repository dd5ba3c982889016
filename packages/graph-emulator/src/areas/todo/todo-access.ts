import { GraphFault } from "../../protocol/graph-fault.ts";
import type { GraphRequest, RouteHandler } from "../../protocol/route.ts";
import type { Collection, CollectionEntry } from "../../protocol/store/collection.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { completeOccurrence, withTaskFields } from "./task-fields.ts";
import type { TodoStore, TodoTask, TodoTaskList, TodoUserData } from "./todo-store.ts";

export const taskNotFound = (): GraphFault => new GraphFault(404, "invalidRequest", "The specified object was not found in the store.");

/**
 * Returns the lists and tasks of a request.
 *
 * @throws GraphFault 404 when one does not exist.
 */
export interface TodoAccess {
  user(request: GraphRequest): TodoUserData;
  list(request: GraphRequest): CollectionEntry<TodoTaskList>;
  tasks(request: GraphRequest): Collection<TodoTask>;
  task(request: GraphRequest): CollectionEntry<TodoTask>;
}

export function createTodoAccess(store: TodoStore): TodoAccess {
  const user = (request: GraphRequest) => store.dataOf(request.mailboxUser.id);
  const list = (request: GraphRequest): CollectionEntry<TodoTaskList> => {
    const { lists } = user(request);
    const wanted = request.params.list!;
    const known =
      lists.get(wanted) ?? lists.list().find(({ value }) => wanted.toLowerCase() === "tasks" && value.wellknownListName === "defaultList");
    if (!known) throw taskNotFound();
    return known;
  };
  const tasks = (request: GraphRequest): Collection<TodoTask> => user(request).tasks.get(list(request).key)!;
  const task = (request: GraphRequest): CollectionEntry<TodoTask> => {
    const found = tasks(request).get(request.params.task!);
    if (!found) throw taskNotFound();
    return found;
  };
  return { user, list, tasks, task };
}

/** Wraps a handler with two checks: To Do refuses `$select` and the lists of other users. */
export const withTodoChecks =
  (handler: RouteHandler): RouteHandler =>
  (request) => {
    if (request.query.select) throw createRefusal("todo-select");
    if (request.mailboxUser.id !== request.user.id) throw createRefusal("todo-other-user");
    return handler(request);
  };

/**
 * Changes a task. Completing a recurring task moves it to its next due date and adds the finished occurrence (`todo-recurring-completed`).
 */
export function changeTask(
  tasks: Collection<TodoTask>,
  { key, value }: CollectionEntry<TodoTask>,
  body: unknown,
  now: Date,
): CollectionEntry<TodoTask> {
  const changed = withTaskFields(value, body, now);
  const completion = completeOccurrence(value, changed);
  if (!completion) return tasks.set(key, changed)!;
  tasks.add(completion.done);
  return tasks.set(key, completion.next)!;
}
