import { CasementError, service } from "@casement/core";
import * as z from "zod";
import { messagePath } from "./email-call.ts";
import { forEachMessage } from "./for-each-message.ts";
import { messageIdsInput, messageIdsOutput, uniqueIds } from "./message-ids.ts";
import { moveMessage } from "./move-message.ts";

export const removeMessages = service({
  title: "Delete messages",
  summary: "Move messages to Deleted Items, or delete them permanently.",
  input: z.object({
    ids: messageIdsInput,
    permanently: z
      .boolean()
      .default(false)
      .meta({ description: "Also delete them from Deleted Items", "x-aliases": ["permanent"] }),
  }),
  output: messageIdsOutput,
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "remove",
  repeatable: true,
  item: { of: "folder", does: "remove", id: "ids" },
  async run(call) {
    const ids = uniqueIds(call.input.ids);
    await forEachMessage(call, ids, async (id) => {
      // A move can be repeated. A second DELETE would delete the message permanently.
      if (!call.input.permanently) return moveMessage(call, id, "deleteditems");
      try {
        await moveMessage(call, id, "deleteditems");
        await call.graph.send("DELETE", messagePath(call, id));
      } catch (error) {
        // Already gone, which is the goal.
        if (!CasementError.is(error) || error.code !== "graph-not-found") throw error;
      }
    });
    return { ids };
  },
});
