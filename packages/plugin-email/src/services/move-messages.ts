import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { changeMessages, previewChange } from "./change-messages.ts";
import { folderInput, resolveFolderId } from "./folder-input.ts";
import { changedMessages, messageSelectionFields } from "./message-selection.ts";
import { moveMessage } from "./move-message.ts";

export const moveMessages = service({
  config: emailConfig,
  title: "Move messages",
  summary: "Move messages to another folder: given ones, or all that match.",
  input: z.object({
    ids: messageSelectionFields.ids,
    folder: folderInput.meta({ "x-aliases": ["destination", "destinationFolder"] }),
    where: messageSelectionFields.where,
    maxItems: messageSelectionFields.maxItems,
  }),
  output: changedMessages,
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  preview: async (call) => previewChange(call, { leavesFor: await resolveFolderId(call, call.input.folder) }),
  item: { of: "folder", does: "act", id: "ids" },
  async run(call) {
    const destinationId = await resolveFolderId(call, call.input.folder);
    return changeMessages(call, { leavesFor: destinationId, change: (id) => moveMessage(call, id, destinationId) });
  },
});
