import type { ServiceCall } from "@casement/core";
import type { GraphTask } from "../graph-types.ts";
import type { TaskView } from "../task-item.ts";
import { taskPath } from "./list-path.ts";
import { toTaskOutput } from "./to-task-output.ts";
import { withTask } from "./with-task.ts";

export async function setTaskStatus(
  call: ServiceCall<unknown, { readonly id: string }>,
  status: "completed" | "notStarted",
): Promise<TaskView> {
  const { input, graph } = call;
  const changed = await withTask(() => graph.send<GraphTask>("PATCH", taskPath(call, input.id), { status }));
  call.markWritten(input.id);
  return toTaskOutput(call, changed);
}
