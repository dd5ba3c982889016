import type { AgendaCall } from "@casement/core";
import type { TaskItem } from "../task-item.ts";
import type { WrittenStep } from "./checklist-text.ts";

/**
 * The calls by which a checklist becomes as written. Steps are matched by title. A program that drops the lines removes no steps: it may not show
 * them at all. `id` is undefined for a new task, `known` if it is not known which steps the task has.
 */
export function planSteps(id: string | undefined, known: TaskItem["checklist"], written: readonly WrittenStep[]): AgendaCall[] {
  if (!known || written.length === 0) return [];
  const of = id === undefined ? { onCreated: true as const } : {};
  const task = id === undefined ? {} : { id };
  const left = [...known];
  const calls: AgendaCall[] = [];
  for (const { title, checked } of written) {
    const at = left.findIndex((step) => step.title === title);
    const [step] = at < 0 ? [] : left.splice(at, 1);
    if (!step) calls.push({ service: "add-checklist-item", input: { ...task, title, ...(checked && { checked }) }, ...of });
    else if (step.checked !== checked) calls.push({ service: "update-checklist-item", input: { ...task, item: step.id, checked } });
  }
  const gone = left.map(({ id: item }): AgendaCall => ({ service: "remove-checklist-item", input: { ...task, item }, mayBeGone: true }));
  return [...calls, ...gone];
}
