import type { Area, AreaContext } from "../area.ts";
import { listRoutes } from "./list-routes.ts";
import { partRoutes } from "./part-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { createTodoAccess, guarded } from "./todo-access.ts";
import { type TodoControl, todoControl } from "./todo-control.ts";
import { createTodoState } from "./todo-state.ts";

export type { TodoControl };
export type TodoArea = Area<"todo", TodoControl>;

/** Task lists, tasks with delta, checklist items, linked resources and small attachments, of work and personal accounts. */
export function todoArea(context: AreaContext): TodoArea {
  const { clock, deltas } = context;
  const state = createTodoState(context);
  const access = createTodoAccess(state);
  const delta = { forReaders: true };
  const routes = [
    ...listRoutes(state, access, deltas),
    ...taskRoutes({ state, access, deltas, clock, deltaForReaders: () => delta.forReaders }),
    ...partRoutes(state, access, clock),
  ];
  return {
    name: "todo",
    routes: routes.map((made) => ({ ...made, handler: guarded(made.handler) })),
    control: todoControl(state, context, delta),
  };
}
