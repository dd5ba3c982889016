import { definePlugin, joinTexts } from "@casement/core";
import { taskAgenda } from "./agenda/task-agenda.ts";
import { todoConfig } from "./config.ts";
import { subscribeToList } from "./feeds/subscribe-to-list.ts";
import { syncTasks } from "./feeds/sync-tasks.ts";
import { taskChanges } from "./feeds/task-changes.ts";
import { listInstances } from "./sensors/list-instances.ts";
import { listValue, listView } from "./sensors/list-view.ts";
import { addChecklistItem } from "./services/add-checklist-item.ts";
import { completeTask } from "./services/complete-task.ts";
import { createList } from "./services/create-list.ts";
import { createTask } from "./services/create-task.ts";
import { listTasks } from "./services/list-tasks.ts";
import { removeChecklistItem } from "./services/remove-checklist-item.ts";
import { removeList } from "./services/remove-list.ts";
import { removeTask } from "./services/remove-task.ts";
import { renameList } from "./services/rename-list.ts";
import { reopenTask } from "./services/reopen-task.ts";
import { updateChecklistItem } from "./services/update-checklist-item.ts";
import { updateTask } from "./services/update-task.ts";
import { taskItem } from "./task-item.ts";
import { todoAttributeTexts } from "./texts/todo-attribute-texts.ts";
import { todoSettingTexts } from "./texts/todo-setting-texts.ts";
import { todoTexts } from "./texts/todo-texts.ts";
import { todoEvents } from "./todo-events.ts";

export const todoPlugin = definePlugin({
  id: "todo",
  title: "Microsoft To Do",
  config: todoConfig,
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your task lists and tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Create, change, complete and delete tasks and lists for you" },
  },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "60s",
      item: taskItem,
      version: 2,
      sync: syncTasks,
      changed: taskChanges,
      subscribe: subscribeToList,
      agenda: taskAgenda,
    },
  },
  sensors: {
    list: {
      title: "Task list",
      feed: "tasks",
      value: listValue,
      present: {
        kind: "number",
        icon: "mdi:format-list-checks",
        unit: "tasks",
        items: { attribute: "tasks", as: "tasks", title: "title", start: "due", text: "body", done: "done", truncated: "truncated" },
      },
      instances: listInstances,
      view: listView,
    },
  },
  services: {
    "create-task": createTask,
    "update-task": updateTask,
    "complete-task": completeTask,
    "reopen-task": reopenTask,
    "remove-task": removeTask,
    "list-tasks": listTasks,
    "create-list": createList,
    "rename-list": renameList,
    "remove-list": removeList,
    "add-checklist-item": addChecklistItem,
    "update-checklist-item": updateChecklistItem,
    "remove-checklist-item": removeChecklistItem,
  },
  events: todoEvents,
  texts: joinTexts(todoTexts, todoSettingTexts, todoAttributeTexts),
});
