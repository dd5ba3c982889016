import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import type { GraphChecklistItem } from "../graph-types.ts";
import { checkedInput, checklistItem, checklistItemBody, checklistItemIdInput, checklistPath, toChecklistItem } from "./checklist-item.ts";
import { taskChangeFields, taskIdInput } from "./task-fields.ts";
import { withTask } from "./with-task.ts";

export const updateChecklistItem = service({
  title: "Change a step",
  summary: "Change the title of a task's step, or check or uncheck it.",
  input: z.object({ id: taskIdInput, item: checklistItemIdInput, title: taskChangeFields.title, checked: checkedInput }),
  output: checklistItem,
  scope: "Tasks.ReadWrite",
  target: "list",
  repeatable: true,
  item: { of: "list", does: "act", id: "id" },
  async run(call) {
    const { input, graph } = call;
    const body = checklistItemBody(input);
    if (Object.keys(body).length === 0) throw invalidInput("item", "nothing to change; give title or checked");
    const changed = await withTask(() => graph.send<GraphChecklistItem>("PATCH", checklistPath(call, input.id, input.item), body));
    call.markWritten(input.id);
    return toChecklistItem(changed);
  },
});
