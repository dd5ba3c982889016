import { CasementError, service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { changeMessages, previewChange } from "./change-messages.ts";
import { messagePath } from "./email-call.ts";
import { resolveFolderId } from "./folder-input.ts";
import { changedMessages, messageSelectionFields } from "./message-selection.ts";
import { moveMessage } from "./move-message.ts";

export const removeMessages = service({
  config: emailConfig,
  title: "Delete messages",
  summary: "Move messages to Deleted Items, or delete them permanently.",
  input: z.object({
    ids: messageSelectionFields.ids,
    permanently: z
      .boolean()
      .default(false)
      .meta({ description: "Also delete them from Deleted Items", "x-aliases": ["permanent"] }),
    where: messageSelectionFields.where,
    maxItems: messageSelectionFields.maxItems,
  }),
  output: changedMessages,
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "remove",
  repeatable: true,
  preview: (call) => previewChange(call),
  item: { of: "folder", does: "remove", id: "ids" },
  async run(call) {
    const { ids, permanently } = call.input;
    const leavesFor = permanently || ids !== undefined ? undefined : await resolveFolderId(call, "deleteditems");
    const remove = async (id: string): Promise<void> => {
      // A move can be repeated. A second DELETE would delete the message permanently.
      if (!permanently) return moveMessage(call, id, "deleteditems");
      try {
        await moveMessage(call, id, "deleteditems");
        await call.graph.send("DELETE", messagePath(call, id));
      } catch (error) {
        // Already gone, which is the goal.
        if (!CasementError.is(error) || error.code !== "graph-not-found") throw error;
      }
    };
    return changeMessages(call, { leavesFor, change: remove });
  },
});
