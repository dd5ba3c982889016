import { service } from "@casement/core";
import * as z from "zod";
import { checklistItemIdInput, checklistPath } from "./checklist-item.ts";
import { taskIdInput } from "./task-fields.ts";
import { withTask } from "./with-task.ts";

export const removeChecklistItem = service({
  title: "Delete a step",
  summary: "Delete a step from the checklist of a task.",
  input: z.object({ id: taskIdInput, item: checklistItemIdInput }),
  output: z.object({ id: z.string() }),
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "remove",
  repeatable: true,
  item: { of: "list", does: "act", id: "id" },
  async run(call) {
    const { input, graph } = call;
    await withTask(() => graph.send("DELETE", checklistPath(call, input.id, input.item)));
    call.markWritten(input.id);
    return { id: input.item };
  },
});
