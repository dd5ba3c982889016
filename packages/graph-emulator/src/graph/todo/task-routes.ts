import type { Clock } from "@casement/core";
import { refuse } from "../../refusals.ts";
import { deltaPage, tombstone } from "../delta.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { listPage } from "../odata/list-page.ts";
import { created, noContent, ok, type Route, route } from "../route.ts";
import { page } from "./list-routes.ts";
import { withParts } from "./part-routes.ts";
import { bareTask, expandedParts, presentTask } from "./present-task.ts";
import { blankTask, withTaskFields } from "./task-fields.ts";
import { changeTask, type TodoAccess } from "./todo-access.ts";
import type { TodoState } from "./todo-state.ts";

const tasks = "/me/todo/lists/{list}/tasks";

export interface TaskRouteOptions {
  state: TodoState;
  access: TodoAccess;
  deltas: DeltaTokens;
  clock: Clock;
  /** Whether task delta takes `Tasks.Read`. */
  deltaForReaders(): boolean;
}

export function taskRoutes({ state, access, deltas, clock, deltaForReaders }: TaskRouteOptions): Route[] {
  return [
    route("GET", tasks, (call) => {
      const expanded = expandedParts(call.query.expand);
      return listPage(call, access.tasks(call).list(), {
        ...page,
        context: `users('${call.mailboxUser.id}')/todo/lists('${call.params.list}')/tasks`,
        read: bareTask,
        present: (entry) => presentTask(entry, expanded),
      });
    }),
    route("POST", tasks, (call) =>
      created(presentTask(access.tasks(call).add(withParts(withTaskFields(blankTask(), call.body, clock.now()), call.body, state, clock)))),
    ),
    route("GET", `${tasks}/delta`, (call) => {
      if (call.query.filter || call.query.orderBy.length > 0) throw refuse("todo-delta-filter");
      if (!deltaForReaders() && !call.allows("Tasks.ReadWrite")) throw refuse("todo-task-delta-readwrite");
      return deltaPage(call, {
        tokens: deltas,
        source: access.tasks(call),
        name: `todo/tasks/${access.list(call).key}`,
        context: "Collection(todoTask)",
        defaultPageSize: 100,
        maxPageSize: 500,
        items: (entry) => [entry.removed ? tombstone(entry.id) : bareTask(entry)],
      });
    }),
    route("GET", `${tasks}/{task}`, (call) => ok(presentTask(access.task(call), expandedParts(call.query.expand)))),
    route("PATCH", `${tasks}/{task}`, (call) => ok(presentTask(changeTask(access.tasks(call), access.task(call), call.body, clock.now())))),
    route("DELETE", `${tasks}/{task}`, (call) => {
      access.tasks(call).remove(access.task(call).key);
      return noContent();
    }),
  ];
}
