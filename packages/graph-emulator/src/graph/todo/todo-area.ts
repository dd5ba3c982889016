import type { Area, AreaContext } from "../area.ts";
import { createListRoutes } from "./list-routes.ts";
import { createPartRoutes } from "./part-routes.ts";
import { createTaskRoutes } from "./task-routes.ts";
import { createTodoAccess, withTodoChecks } from "./todo-access.ts";
import { type TodoControl, createTodoControl } from "./todo-control.ts";
import { createTodoStore } from "./todo-store.ts";

export type { TodoControl };
export type TodoArea = Area<"todo", TodoControl>;

/** Task lists, tasks with delta, checklist items, linked resources and small attachments, of work and personal accounts. */
export function createTodoArea(context: AreaContext): TodoArea {
  const { clock, deltas } = context;
  const state = createTodoStore(context);
  const access = createTodoAccess(state);
  const delta = { forReaders: true };
  const routes = [
    ...createListRoutes(state, access, deltas),
    ...createTaskRoutes({ state, access, deltas, clock, deltaForReaders: () => delta.forReaders }),
    ...createPartRoutes(state, access, clock),
  ];
  return {
    name: "todo",
    routes: routes.map((made) => ({ ...made, handler: withTodoChecks(made.handler) })),
    control: createTodoControl(state, context, delta),
  };
}
