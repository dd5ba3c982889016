import { service } from "@casement/core";
import * as z from "zod";
import type { GraphChecklistItem } from "../graph-types.ts";
import { checkedInput, checklistItem, checklistItemBody, checklistPath, toChecklistItem } from "./checklist-item.ts";
import { newTaskFields, taskIdInput } from "./task-fields.ts";
import { withTask } from "./with-task.ts";

export const addChecklistItem = service({
  title: "Add a step",
  summary: "Add a step to the checklist of a task.",
  input: z.object({ id: taskIdInput, title: newTaskFields.title, checked: checkedInput }),
  output: checklistItem,
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "add",
  item: { of: "list", does: "act", id: "id", fields: { text: "title" } },
  async run(call) {
    const { input, graph } = call;
    const created = await withTask(() => graph.send<GraphChecklistItem>("POST", checklistPath(call, input.id), checklistItemBody(input)));
    call.markWritten(input.id);
    return toChecklistItem(created);
  },
});
