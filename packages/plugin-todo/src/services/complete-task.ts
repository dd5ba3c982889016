import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { type TaskView, taskView } from "../task-item.ts";
import { id } from "./task-input.ts";
import { type TodoCall, taskPath, taskViewOf } from "./todo-call.ts";

export const completeTaskInput = z.object({ id });
export const completeTaskOutput = taskView;
type Call = TodoCall<z.output<typeof completeTaskInput>>;

/** Finishes a task. A recurring one goes on to its next due date. */
export const completeTask = (call: Call): Promise<TaskView> => setStatus(call, "completed");

/** Opens a finished task again. */
export const reopenTask = (call: Call): Promise<TaskView> => setStatus(call, "notStarted");

async function setStatus(call: Call, status: string): Promise<TaskView> {
  const changed = await call.graph.send<GraphTask>("PATCH", taskPath(call, call.input.id), { status });
  call.markWritten(call.input.id);
  return taskViewOf(call, changed);
}
