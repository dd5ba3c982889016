import * as z from "zod";
import type { GraphTaskList } from "../graph-types.ts";
import type { TodoCall } from "./todo-call.ts";

export const createListInput = z.object({ name: z.string().min(1).max(255) });
export const createListOutput = z.object({ id: z.string(), name: z.string() });

export async function createList({ input, graph }: TodoCall<z.output<typeof createListInput>>): Promise<{ id: string; name: string }> {
  const { id, displayName } = await graph.send<GraphTaskList>("POST", "/me/todo/lists", { displayName: input.name });
  return { id, name: displayName ?? input.name };
}
