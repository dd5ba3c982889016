import { invalid } from "@casement/graph-calendar";
import * as z from "zod";
import type { ListViewData } from "../sensors/list-view.ts";
import { listIdOf, listPath, type TodoCall } from "./todo-call.ts";

export const removeListInput = z.object({});

/** Removes a list with all its tasks. */
export async function removeList(call: TodoCall<z.output<typeof removeListInput>>): Promise<{ id: string }> {
  const { wellKnown } = call.target.viewData as ListViewData;
  if (wellKnown !== undefined) throw invalid("sensor", "is one of Microsoft's own lists, which cannot be removed");
  const id = listIdOf(call);
  await call.graph.send("DELETE", listPath(id));
  return { id };
}
