import type { Area, AreaContext } from "../area.ts";
import { createListRoutes } from "./list-routes.ts";
import { createPartRoutes } from "./part-routes.ts";
import { createTaskRoutes } from "./task-routes.ts";
import { createTodoAccess, withTodoChecks } from "./todo-access.ts";
import { createTodoControl, type TodoControl } from "./todo-control.ts";
import { createTodoStore } from "./todo-store.ts";

export type { TodoControl };
export type TodoArea = Area<"todo", TodoControl>;

/**
 * Creates the area for task lists, tasks with delta, checklist items, linked resources, and attachments, for work and personal
 * accounts.
 */
export function createTodoArea(context: AreaContext): TodoArea {
  const { clock, deltas } = context;
  const store = createTodoStore(context);
  const access = createTodoAccess(store);
  const delta = { forReaders: true };
  const routes = [
    ...createListRoutes(store, access, deltas),
    ...createTaskRoutes({ state: store, access, deltas, clock, deltaForReaders: () => delta.forReaders }),
    ...createPartRoutes(store, access, context),
  ];
  return {
    name: "todo",
    routes: routes.map((route) => ({ ...route, handler: withTodoChecks(route.handler) })),
    control: createTodoControl(store, context, delta),
  };
}
