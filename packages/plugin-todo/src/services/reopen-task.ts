import { service } from "@casement/core";
import * as z from "zod";
import { taskView } from "../task-item.ts";
import { setTaskStatus } from "./set-task-status.ts";
import { taskIdInput } from "./task-fields.ts";

export const reopenTask = service({
  title: "Reopen a task",
  summary: "Mark a completed task as not started.",
  input: z.object({ id: taskIdInput }),
  output: taskView,
  scope: "Tasks.ReadWrite",
  target: "list",
  repeatable: true,
  item: { of: "list", does: "reopen", id: "id" },
  run: (call) => setTaskStatus(call, "notStarted"),
});
