import { refuse } from "../../refusals.ts";
import { GraphFault } from "../graph-fault.ts";
import type { GraphCall, Handler } from "../route.ts";
import type { Collection, Entry } from "../store/collection.ts";
import { completedOccurrence, withTaskFields } from "./task-fields.ts";
import type { Task, TaskList, TodoState, TodoUser } from "./todo-state.ts";

export const gone = (): GraphFault => new GraphFault(404, "invalidRequest", "The specified object was not found in the store.");

/** The lists and tasks that a call is about. Throws 404 for what is not there, or not any more. */
export interface TodoAccess {
  user(call: GraphCall): TodoUser;
  list(call: GraphCall): Entry<TaskList>;
  tasks(call: GraphCall): Collection<Task>;
  task(call: GraphCall): Entry<Task>;
}

export function createTodoAccess(state: TodoState): TodoAccess {
  const user = (call: GraphCall) => state.of(call.mailboxUser.id);
  const list = (call: GraphCall): Entry<TaskList> => {
    const { lists } = user(call);
    const wanted = call.params.list!;
    const known =
      lists.get(wanted) ?? lists.list().find(({ value }) => wanted.toLowerCase() === "tasks" && value.wellknownListName === "defaultList");
    if (!known) throw gone();
    return known;
  };
  const tasks = (call: GraphCall): Collection<Task> => user(call).tasks.get(list(call).key)!;
  const task = (call: GraphCall): Entry<Task> => {
    const found = tasks(call).get(call.params.task!);
    if (!found) throw gone();
    return found;
  };
  return { user, list, tasks, task };
}

/** To Do takes no `$select`, and nobody's lists but one's own. */
export const guarded =
  (handler: Handler): Handler =>
  (call) => {
    if (call.query.select) throw refuse("todo-select");
    if (call.mailboxUser.id !== call.user.id) throw refuse("todo-other-user");
    return handler(call);
  };

/** Changes a task. Completing a recurring one moves it on and leaves the finished occurrence behind (`todo-recurring-completed`). */
export function changeTask(tasks: Collection<Task>, { key, value }: Entry<Task>, body: unknown, now: Date): Entry<Task> {
  const changed = withTaskFields(value, body, now);
  const turn = completedOccurrence(value, changed);
  if (!turn) return tasks.set(key, changed)!;
  tasks.add(turn.done);
  return tasks.set(key, turn.next)!;
}
