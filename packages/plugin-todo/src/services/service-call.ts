import type { ServiceCall as CoreServiceCall, RaisedEvent } from "@casement/core";
import { localDate } from "@casement/graph-time";
import type { Config } from "../config.ts";
import type { GraphTask } from "../graph-types.ts";
import type { TaskView } from "../task-item.ts";
import { toItem, toView } from "../task-mapper.ts";
import type { events } from "../task-payload.ts";

export type ServiceCall<Input> = CoreServiceCall<Config, Input, RaisedEvent<typeof events>>;

export const listPath = (id: string): string => `/me/todo/lists/${encodeURIComponent(id)}`;

export const listOf = ({ target }: ServiceCall<unknown>): string => target.key ?? target.id;

/** "/me/todo/lists/…/tasks", or of one task. */
export function taskPath(call: ServiceCall<unknown>, id?: string): string {
  const path = `${listPath(listOf(call))}/tasks`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}

/** Graph's answer as sensors show it, without checklist and links. */
export function viewOf({ account, now }: ServiceCall<unknown>, task: GraphTask): TaskView {
  return toView(task.id, toItem(task, account.timeZone, false), localDate(now(), account.timeZone));
}
