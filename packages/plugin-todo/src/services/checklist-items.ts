import { invalid } from "@casement/graph-calendar";
import * as z from "zod";
import type { GraphChecklistItem } from "../graph-types.ts";
import { id, step, title } from "./task-input.ts";
import { type TodoCall, taskPath } from "./todo-call.ts";

const checked = z.boolean();
export const checklistItem = z.object({ id: z.string(), title: z.string(), checked });
type ChecklistItem = z.output<typeof checklistItem>;

export const addChecklistItemInput = z.object({ id, title, checked: checked.optional() });
export const updateChecklistItemInput = z.object({ id, item: step, title: title.optional(), checked: checked.optional() });
export const removeChecklistItemInput = z.object({ id, item: step });

const pathOf = (call: TodoCall<{ id: string; item?: string }>): string => {
  const { id, item } = call.input;
  return `${taskPath(call, id)}/checklistItems${item === undefined ? "" : `/${encodeURIComponent(item)}`}`;
};

const shown = ({ id, displayName, isChecked }: GraphChecklistItem): ChecklistItem => ({
  id,
  title: displayName ?? "",
  checked: isChecked === true,
});

const bodyOf = (given: { title?: string | undefined; checked?: boolean | undefined }): Record<string, unknown> => ({
  ...(given.title === undefined ? {} : { displayName: given.title }),
  ...(given.checked === undefined ? {} : { isChecked: given.checked }),
});

/** Adds a step to a task. */
export async function addChecklistItem(call: TodoCall<z.output<typeof addChecklistItemInput>>): Promise<ChecklistItem> {
  const made = await call.graph.send<GraphChecklistItem>("POST", pathOf(call), bodyOf(call.input));
  call.markWritten(call.input.id);
  return shown(made);
}

export async function updateChecklistItem(call: TodoCall<z.output<typeof updateChecklistItemInput>>): Promise<ChecklistItem> {
  const body = bodyOf(call.input);
  if (Object.keys(body).length === 0) throw invalid("item", "has nothing to change; give title or checked");
  const changed = await call.graph.send<GraphChecklistItem>("PATCH", pathOf(call), body);
  call.markWritten(call.input.id);
  return shown(changed);
}

export async function removeChecklistItem(call: TodoCall<z.output<typeof removeChecklistItemInput>>): Promise<{ id: string }> {
  await call.graph.send("DELETE", pathOf(call));
  call.markWritten(call.input.id);
  return { id: call.input.item };
}
