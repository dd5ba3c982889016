import * as z from "zod";
import type { TaskItem } from "./task-item.ts";

const taskPayload = z.object({
  id: z.string(),
  list: z.string().describe("List ID"),
  title: z.string(),
  status: z.string(),
  due: z.string().optional().describe("Date"),
  origin: z.enum(["casement", "external"]),
});
export type TaskPayload = z.output<typeof taskPayload>;

/** Payloads by event name. */
export const todoEvents = {
  "task-created": taskPayload,
  "task-updated": taskPayload.extend({ changed: z.array(z.string()).describe("Attribute names") }),
  "task-completed": taskPayload.extend({
    occurrence: z
      .string()
      .optional()
      .describe("Of a recurring task: ID of the completed occurrence; the task with `id` moves to its next due date"),
  }),
  "task-uncompleted": taskPayload,
  "task-removed": taskPayload,
};

export function taskPayloadOf(list: string, id: string, { title, status, due }: TaskItem): Omit<TaskPayload, "origin"> {
  return { id, list, title, status, ...(due === undefined ? {} : { due }) };
}
