import { service } from "@casement/core";
import * as z from "zod";
import { taskView } from "../task-item.ts";
import { setTaskStatus } from "./set-task-status.ts";
import { taskIdInput } from "./task-fields.ts";

export const completeTask = service({
  title: "Complete a task",
  summary: "Mark a task as completed. A recurring task moves to its next due date.",
  input: z.object({ id: taskIdInput }),
  output: taskView,
  scope: "Tasks.ReadWrite",
  target: "list",
  item: { of: "list", does: "complete", id: "id" },
  run: (call) => setTaskStatus(call, "completed"),
});
