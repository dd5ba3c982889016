import { CasementError } from "@casement/core";
import * as z from "zod";
import { type acted, idList, ids } from "./message-ids.ts";
import { moveTo } from "./move.ts";
import { forEach, messagePath, type ServiceCall } from "./service-call.ts";

export const removeInput = z.object({
  ids,
  permanently: z.boolean().default(false).describe("From Deleted Items too"),
});

/** By a move, which can be repeated: what is deleted a second time is gone for good. */
export async function remove(call: ServiceCall<z.output<typeof removeInput>>): Promise<z.input<typeof acted>> {
  const list = idList(call.input.ids);
  await forEach(call, list, async (id) => {
    if (!call.input.permanently) return moveTo(call, id, "deleteditems");
    try {
      await moveTo(call, id, "deleteditems");
      await call.graph.send("DELETE", messagePath(call, id));
    } catch (error) {
      // Gone is what was asked for.
      if (!CasementError.is(error) || error.code !== "graph-not-found") throw error;
    }
  });
  return { ids: list };
}
