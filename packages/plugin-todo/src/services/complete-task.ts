import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { type TaskView, task } from "../task-item.ts";
import { type ServiceCall, taskPath, viewOf } from "./service-call.ts";
import { id } from "./task-input.ts";

export const completeTaskInput = z.object({ id });
export const completeTaskOutput = task;
type Call = ServiceCall<z.output<typeof completeTaskInput>>;

/** Finishes a task. A recurring one goes on to its next due date. */
export const completeTask = (call: Call): Promise<TaskView> => setStatus(call, "completed");

/** Opens a finished task again. */
export const reopenTask = (call: Call): Promise<TaskView> => setStatus(call, "notStarted");

async function setStatus(call: Call, status: string): Promise<TaskView> {
  const changed = await call.graph.send<GraphTask>("PATCH", taskPath(call, call.input.id), { status });
  call.markWritten(call.input.id);
  return viewOf(call, changed);
}
