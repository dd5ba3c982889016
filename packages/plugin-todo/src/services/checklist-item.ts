import * as z from "zod";
import type { GraphChecklistItem } from "../graph-types.ts";
import { type ListCall, taskPath } from "./list-path.ts";

/** A step of a task. */
export const checklistItem = z.object({ id: z.string(), title: z.string(), checked: z.boolean() });
type ChecklistItem = z.output<typeof checklistItem>;

export const checklistItemIdInput = z
  .string()
  .min(1)
  .meta({
    title: "Step",
    description: "Checklist item ID",
    "x-aliases": ["step", "stepId", "checklistItemId"],
    "x-part-of-item": "checklist",
  });
export const checkedInput = z
  .boolean()
  .optional()
  .meta({ "x-aliases": ["isChecked", "done"] });

/** "/me/todo/lists/…/tasks/…/checklistItems", or the path of one item. */
export function checklistPath(call: ListCall, taskId: string, itemId?: string): string {
  return `${taskPath(call, taskId)}/checklistItems${itemId === undefined ? "" : `/${encodeURIComponent(itemId)}`}`;
}

export const toChecklistItem = ({ id, displayName, isChecked }: GraphChecklistItem): ChecklistItem => ({
  id,
  title: displayName ?? "",
  checked: isChecked === true,
});

/** The body of a POST or PATCH with the given fields. */
export const checklistItemBody = ({ title, checked }: { title?: string | undefined; checked?: boolean | undefined }): object => ({
  ...(title !== undefined && { displayName: title }),
  ...(checked !== undefined && { isChecked: checked }),
});
