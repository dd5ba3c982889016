import type { Clock } from "@casement/core";
import { createRefusal } from "../../refusals.ts";
import { buildDeltaPage, presentTombstone } from "../delta-page.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { buildListPage } from "../odata/list-page.ts";
import { createdResult, noContentResult, okResult, type Route, defineRoute } from "../route.ts";
import { todoPageSizes } from "./list-routes.ts";
import { withTaskParts } from "./part-routes.ts";
import { presentBareTask, readExpandedParts, presentTask } from "./present-task.ts";
import { createBlankTask, withTaskFields } from "./task-fields.ts";
import { changeTask, type TodoAccess } from "./todo-access.ts";
import type { TodoStore } from "./todo-store.ts";

const tasks = "/me/todo/lists/{list}/tasks";

export interface TaskRouteOptions {
  state: TodoStore;
  access: TodoAccess;
  deltas: DeltaTokens;
  clock: Clock;
  /** Whether task delta takes `Tasks.Read`. */
  deltaForReaders(): boolean;
}

export function createTaskRoutes({ state, access, deltas, clock, deltaForReaders }: TaskRouteOptions): Route[] {
  return [
    defineRoute("GET", tasks, (call) => {
      const expanded = readExpandedParts(call.query.expand);
      return buildListPage(call, access.tasks(call).list(), {
        ...todoPageSizes,
        context: `users('${call.mailboxUser.id}')/todo/lists('${call.params.list}')/tasks`,
        read: presentBareTask,
        present: (entry) => presentTask(entry, expanded),
      });
    }),
    defineRoute("POST", tasks, (call) =>
      createdResult(presentTask(access.tasks(call).add(withTaskParts(withTaskFields(createBlankTask(), call.body, clock.now()), call.body, state, clock)))),
    ),
    defineRoute("GET", `${tasks}/delta`, (call) => {
      if (call.query.filter || call.query.orderBy.length > 0) throw createRefusal("todo-delta-filter");
      if (!deltaForReaders() && !call.allows("Tasks.ReadWrite")) throw createRefusal("todo-task-delta-readwrite");
      return buildDeltaPage(call, {
        tokens: deltas,
        source: access.tasks(call),
        name: `todo/tasks/${access.list(call).key}`,
        context: "Collection(todoTask)",
        defaultPageSize: 100,
        maxPageSize: 500,
        items: (entry) => [entry.removed ? presentTombstone(entry.id) : presentBareTask(entry)],
      });
    }),
    defineRoute("GET", `${tasks}/{task}`, (call) => okResult(presentTask(access.task(call), readExpandedParts(call.query.expand)))),
    defineRoute("PATCH", `${tasks}/{task}`, (call) => okResult(presentTask(changeTask(access.tasks(call), access.task(call), call.body, clock.now())))),
    defineRoute("DELETE", `${tasks}/{task}`, (call) => {
      access.tasks(call).remove(access.task(call).key);
      return noContentResult();
    }),
  ];
}
