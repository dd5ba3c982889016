import { invalid } from "@casement/graph-calendar";
import * as z from "zod";
import type { About } from "../sensors/list-view.ts";
import { listOf, listPath, type ServiceCall } from "./service-call.ts";

export const removeListInput = z.object({});

/** Removes a list with all its tasks. */
export async function removeList(call: ServiceCall<z.output<typeof removeListInput>>): Promise<{ id: string }> {
  const { wellKnown } = call.target.viewData as About;
  if (wellKnown !== undefined) throw invalid("sensor", "is one of Microsoft's own lists, which cannot be removed");
  const id = listOf(call);
  await call.graph.send("DELETE", listPath(id));
  return { id };
}
