import type { Clock } from "@casement/core";
import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { buildDeltaPage, presentTombstone } from "../../protocol/delta-page.ts";
import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { buildListPage } from "../../protocol/odata/list-page.ts";
import { narrowsItems } from "../../protocol/odata/odata-query.ts";
import { pickQueried } from "../../protocol/odata/pick-selected.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import { createdResult, defineRoute, noContentResult, okResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { createExtensionRoutes } from "../item-extensions/extension-routes.ts";
import { todoPageSizes } from "./list-routes.ts";
import { withTaskParts } from "./part-routes.ts";
import { presentBareTask, presentExpandedTask, presentTask, taskExpand } from "./present-task.ts";
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
    defineRoute(
      "GET",
      tasksPath,
      (request) =>
        buildListPage(request, access.tasks(request).list(), {
          ...todoPageSizes,
          context: `users('${request.mailboxUser.id}')/todo/lists('${request.params.list}')/tasks`,
          read: presentBareTask,
          present: (entry) => presentExpandedTask(request, entry),
        }),
      { expand: taskExpand },
    ),
    defineRoute("POST", tasksPath, (request) =>
      createdResult(
        presentTask(
          access
            .tasks(request)
            .add(withTaskParts(withTaskFields(createBlankTask(), request.body, clock.now()), request.body, state, clock)),
          new Set(itemsOf(propertiesOf(request.body).linkedResources).length > 0 ? ["linkedResources"] : []),
        ),
      ),
    ),
    defineRoute("GET", `${tasksPath}/delta`, (request) => {
      if (narrowsItems(request.query)) throw createRefusal("todo-delta-filter");
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
    defineRoute(
      "GET",
      `${tasksPath}/{task}`,
      (request) => okResult(pickQueried(presentExpandedTask(request, access.task(request)), request.query, [])),
      { expand: taskExpand },
    ),
    defineRoute("PATCH", `${tasksPath}/{task}`, (request) => {
      const task = access.task(request);
      checkIfMatch(request, task.changeKey);
      return okResult(presentTask(changeTask(access.tasks(request), task, request.body, clock.now())));
    }),
    defineRoute("DELETE", `${tasksPath}/{task}`, (request) => {
      const { key, changeKey } = access.task(request);
      checkIfMatch(request, changeKey);
      access.tasks(request).remove(key);
      return noContentResult();
    }),
    ...createExtensionRoutes([`${tasksPath}/{task}`], {
      context: ({ mailboxUser, params }) => `users('${mailboxUser.id}')/todo/lists('${params.list}')/tasks('${params.task}')`,
      read: (request) => access.task(request).value.itemExtensions,
      write(request, itemExtensions) {
        const { key, value } = access.task(request);
        access.tasks(request).set(key, { ...value, itemExtensions });
      },
    }),
  ];
}
