import { definePlugin } from "@casement/core";
import { todoConfig } from "./config.ts";
import { syncTasks } from "./feeds/sync-tasks.ts";
import { taskChanges } from "./feeds/task-changes.ts";
import { listInstances } from "./sensors/list-instances.ts";
import { listValue, listView } from "./sensors/list-view.ts";
import {
  addChecklistItem,
  addChecklistItemInput,
  checklistItem,
  removeChecklistItem,
  removeChecklistItemInput,
  updateChecklistItem,
  updateChecklistItemInput,
} from "./services/checklist-items.ts";
import { completeTask, completeTaskInput, completeTaskOutput, reopenTask } from "./services/complete-task.ts";
import { createList, createListInput, createListOutput } from "./services/create-list.ts";
import { createTask, createTaskInput, createTaskOutput } from "./services/create-task.ts";
import { removeList, removeListInput } from "./services/remove-list.ts";
import { removeTask, removeTaskInput } from "./services/remove-task.ts";
import { renameList, renameListInput } from "./services/rename-list.ts";
import { acted } from "./services/task-input.ts";
import { updateTask, updateTaskInput, updateTaskOutput } from "./services/update-task.ts";
import { taskItem } from "./task-item.ts";
import { todoTexts } from "./texts.ts";
import { todoEvents } from "./todo-events.ts";

const change = { scope: "Tasks.ReadWrite", target: "list" } as const;

export const todoPlugin = definePlugin({
  id: "todo",
  title: "Microsoft To Do",
  todoConfig,
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your task lists and tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Create, change, finish and remove tasks and lists for you" },
  },
  todoEvents,
  feeds: {
    tasks: { scope: "Tasks.Read", every: "60s", taskItem, sync: syncTasks, changed: taskChanges },
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
        items: {
          attribute: "tasks",
          as: "tasks",
          title: "title",
          start: "due",
          done: "done",
        },
      },
      instances: listInstances,
      view: listView,
    },
  },
  services: {
    "create-task": { ...change, title: "Create a task", input: createTaskInput, output: createTaskOutput, run: createTask },
    "update-task": {
      ...change,
      title: "Change a task",
      input: updateTaskInput,
      output: updateTaskOutput,
      run: updateTask,
    },
    "complete-task": { ...change, title: "Finish a task", input: completeTaskInput, output: completeTaskOutput, run: completeTask },
    "reopen-task": {
      ...change,
      title: "Open a finished task again",
      input: completeTaskInput,
      output: completeTaskOutput,
      repeatable: true,
      run: reopenTask,
    },
    "remove-task": { ...change, title: "Remove a task", input: removeTaskInput, output: acted, repeatable: true, run: removeTask },
    "create-list": {
      title: "Create a task list",
      input: createListInput,
      output: createListOutput,
      scope: "Tasks.ReadWrite",
      touches: ["list"],
      run: createList,
    },
    "rename-list": {
      ...change,
      title: "Rename a task list",
      input: renameListInput,
      output: createListOutput,
      repeatable: true,
      touches: ["list"],
      run: renameList,
    },
    "remove-list": {
      ...change,
      title: "Remove a task list with its tasks",
      input: removeListInput,
      output: acted,
      repeatable: true,
      touches: ["list"],
      run: removeList,
    },
    "add-checklist-item": {
      ...change,
      title: "Add a step to a task",
      input: addChecklistItemInput,
      output: checklistItem,
      run: addChecklistItem,
    },
    "update-checklist-item": {
      ...change,
      title: "Change or tick a step of a task",
      input: updateChecklistItemInput,
      output: checklistItem,
      repeatable: true,
      run: updateChecklistItem,
    },
    "remove-checklist-item": {
      ...change,
      title: "Remove a step of a task",
      input: removeChecklistItemInput,
      output: acted,
      repeatable: true,
      run: removeChecklistItem,
    },
  },
  todoTexts,
});
