import type { ServiceCall as CoreServiceCall, RaisedEvent } from "@casement/core";
import { localDate } from "@casement/graph-time";
import type { TodoConfig } from "../config.ts";
import type { GraphTask } from "../graph-types.ts";
import type { TaskView } from "../task-item.ts";
import { toTaskItem, toTaskView } from "../to-task-item.ts";
import type { todoEvents } from "../todo-events.ts";

export type TodoCall<Input> = CoreServiceCall<TodoConfig, Input, RaisedEvent<typeof todoEvents>>;

export const listPath = (id: string): string => `/me/todo/lists/${encodeURIComponent(id)}`;

export const listIdOf = ({ target }: TodoCall<unknown>): string => target.key ?? target.id;

/** "/me/todo/lists/…/tasks", or of one task. */
export function taskPath(call: TodoCall<unknown>, id?: string): string {
  const path = `${listPath(listIdOf(call))}/tasks`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}

/** Graph's answer as sensors show it, without checklist and links. */
export function taskViewOf({ account, now }: TodoCall<unknown>, task: GraphTask): TaskView {
  return toTaskView(task.id, toTaskItem(task, account.timeZone, false), localDate(now(), account.timeZone));
}
