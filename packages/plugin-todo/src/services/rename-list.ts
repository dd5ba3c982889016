import { invalid } from "@casement/graph-calendar";
import * as z from "zod";
import type { ListViewData } from "../sensors/list-view.ts";
import type { createListOutput } from "./create-list.ts";
import { listIdOf, listPath, type TodoCall } from "./todo-call.ts";

export const renameListInput = z.object({ name: z.string().min(1).max(255) });

/** The sensor keeps its address: that never changes. */
export async function renameList(call: TodoCall<z.output<typeof renameListInput>>): Promise<z.input<typeof createListOutput>> {
  const { wellKnown } = call.target.viewData as ListViewData;
  if (wellKnown !== undefined) throw invalid("sensor", "is one of Microsoft's own lists, which keep their names");
  const [id, { name }] = [listIdOf(call), call.input];
  await call.graph.send("PATCH", listPath(id), { displayName: name });
  return { id, name };
}
