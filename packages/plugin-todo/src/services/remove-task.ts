import * as z from "zod";
import { type ServiceCall, taskPath } from "./service-call.ts";
import { id } from "./task-input.ts";

export const removeTaskInput = z.object({ id });

export async function removeTask(call: ServiceCall<z.output<typeof removeTaskInput>>): Promise<{ id: string }> {
  const { input, graph } = call;
  await graph.send("DELETE", taskPath(call, input.id));
  call.markWritten(input.id);
  return { id: input.id };
}
