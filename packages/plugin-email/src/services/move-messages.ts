import { service } from "@casement/core";
import * as z from "zod";
import { folderInput, resolveFolderId } from "./folder-input.ts";
import { forEachMessage } from "./for-each-message.ts";
import { messageIdsInput, messageIdsOutput, uniqueIds } from "./message-ids.ts";
import { moveMessage } from "./move-message.ts";

export const moveMessages = service({
  title: "Move messages",
  summary: "Move messages to another folder.",
  input: z.object({ ids: messageIdsInput, folder: folderInput.meta({ "x-aliases": ["destination", "destinationFolder"] }) }),
  output: messageIdsOutput,
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  item: { of: "folder", does: "act", id: "ids" },
  async run(call) {
    const destinationId = await resolveFolderId(call, call.input.folder);
    const ids = uniqueIds(call.input.ids);
    await forEachMessage(call, ids, (id) => moveMessage(call, id, destinationId));
    return { ids };
  },
});
