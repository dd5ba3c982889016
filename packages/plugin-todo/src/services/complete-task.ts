import { service } from "@casement/core";
import * as z from "zod";
import { type TaskView, taskOrTasks } from "../task-item.ts";
import { setTaskStatus } from "./set-task-status.ts";
import { taskIdsInput } from "./task-fields.ts";

export const completeTask = service({
  title: "Complete a task",
  summary: "Mark tasks as completed. A recurring one moves to its next due date.",
  input: z.object({ id: taskIdsInput }),
  output: taskOrTasks,
  scope: "Tasks.ReadWrite",
  target: "list",
  item: { of: "list", does: "complete", id: "id" },
  async run(call) {
    const { id } = call.input;
    if (typeof id === "string") return setTaskStatus({ ...call, input: { id } }, "completed");
    const tasks: TaskView[] = [];
    for (const each of new Set(id)) {
      call.signal.throwIfAborted();
      tasks.push(await setTaskStatus({ ...call, input: { id: each } }, "completed"));
      call.progress(tasks.length, id.length);
    }
    return { ...tasks[0]!, tasks };
  },
});
