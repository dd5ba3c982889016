import type { Agenda } from "@casement/core";
import type { ListNeeds } from "../feeds/sync-tasks.ts";
import type { TaskItem } from "../task-item.ts";
import { planTask } from "./plan-task.ts";
import { taskResource } from "./task-resource.ts";

/** Each list is a collection of tasks. A key always has the whole list, but checklists only where they are needed. */
export const taskAgenda: Agenda<TaskItem> = {
  component: "VTODO",
  version: 1,
  group: (id) => id,
  read: taskResource,
  *spans({ items }) {
    for (const { dueAt } of items.values()) if (dueAt !== undefined) yield [dueAt, dueAt];
  },
  needs: (): ListNeeds => ({ details: false, completed: false, agenda: true }),
  writes: {
    services: ["create-task", "update-task", "remove-task", "add-checklist-item", "update-checklist-item", "remove-checklist-item"],
    plan: planTask,
  },
};
