import * as z from "zod";
import { id } from "./task-input.ts";
import { type TodoCall, taskPath } from "./todo-call.ts";

export const removeTaskInput = z.object({ id });

export async function removeTask(call: TodoCall<z.output<typeof removeTaskInput>>): Promise<{ id: string }> {
  const { input, graph } = call;
  await graph.send("DELETE", taskPath(call, input.id));
  call.markWritten(input.id);
  return { id: input.id };
}
