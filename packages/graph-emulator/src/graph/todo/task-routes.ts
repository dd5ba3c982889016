import type { Clock } from "@casement/core";
import { createRefusal } from "../../refusals.ts";
import { buildDeltaPage, presentTombstone } from "../delta-page.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { buildListPage } from "../odata/list-page.ts";
import { createdResult, defineRoute, noContentResult, okResult, type Route } from "../route.ts";
import { todoPageSizes } from "./list-routes.ts";
import { withTaskParts } from "./part-routes.ts";
import { presentBareTask, presentTask, readExpandedParts } from "./present-task.ts";
import { createBlankTask, withTaskFields } from "./task-fields.ts";
import { changeTask, type TodoAccess } from "./todo-access.ts";
import type { TodoStore } from "./todo-store.ts";

const tasksPath = "/me/todo/lists/{list}/tasks";

export interface TaskRouteOptions {
  state: TodoStore;
  access: TodoAccess;
  deltas: DeltaTokens;
  clock: Clock;
  /** Whether task delta accepts `Tasks.Read`. */
  deltaForReaders(): boolean;
}

export function createTaskRoutes({ state, access, deltas, clock, deltaForReaders }: TaskRouteOptions): Route[] {
  return [
    defineRoute("GET", tasksPath, (request) => {
      const expanded = readExpandedParts(request.query.expand);
      return buildListPage(request, access.tasks(request).list(), {
        ...todoPageSizes,
        context: `users('${request.mailboxUser.id}')/todo/lists('${request.params.list}')/tasks`,
        read: presentBareTask,
        present: (entry) => presentTask(entry, expanded),
      });
    }),
    defineRoute("POST", tasksPath, (request) =>
      createdResult(
        presentTask(
          access
            .tasks(request)
            .add(withTaskParts(withTaskFields(createBlankTask(), request.body, clock.now()), request.body, state, clock)),
        ),
      ),
    ),
    defineRoute("GET", `${tasksPath}/delta`, (request) => {
      if (request.query.filter || request.query.orderBy.length > 0) throw createRefusal("todo-delta-filter");
      if (!deltaForReaders() && !request.allows("Tasks.ReadWrite")) throw createRefusal("todo-task-delta-readwrite");
      return buildDeltaPage(request, {
        tokens: deltas,
        source: access.tasks(request),
        name: `todo/tasks/${access.list(request).key}`,
        context: "Collection(todoTask)",
        defaultPageSize: 100,
        maxPageSize: 500,
        items: (entry) => [entry.removed ? presentTombstone(entry.id) : presentBareTask(entry)],
      });
    }),
    defineRoute("GET", `${tasksPath}/{task}`, (request) =>
      okResult(presentTask(access.task(request), readExpandedParts(request.query.expand))),
    ),
    defineRoute("PATCH", `${tasksPath}/{task}`, (request) =>
      okResult(presentTask(changeTask(access.tasks(request), access.task(request), request.body, clock.now()))),
    ),
    defineRoute("DELETE", `${tasksPath}/{task}`, (request) => {
      access.tasks(request).remove(access.task(request).key);
      return noContentResult();
    }),
  ];
}
