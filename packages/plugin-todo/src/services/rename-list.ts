import { invalid } from "@casement/graph-calendar";
import * as z from "zod";
import type { About } from "../sensors/list-view.ts";
import type { createListOutput } from "./create-list.ts";
import { listOf, listPath, type ServiceCall } from "./service-call.ts";

export const renameListInput = z.object({ name: z.string().min(1).max(255) });

/** The sensor keeps its address: that never changes. */
export async function renameList(call: ServiceCall<z.output<typeof renameListInput>>): Promise<z.input<typeof createListOutput>> {
  const { wellKnown } = call.target.viewData as About;
  if (wellKnown !== undefined) throw invalid("sensor", "is one of Microsoft's own lists, which keep their names");
  const [id, { name }] = [listOf(call), call.input];
  await call.graph.send("PATCH", listPath(id), { displayName: name });
  return { id, name };
}
