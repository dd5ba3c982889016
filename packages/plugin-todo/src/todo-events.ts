import * as z from "zod";
import type { TaskItem } from "./task-item.ts";

const payload = z.object({
  id: z.string(),
  list: z.string().describe("List id"),
  title: z.string(),
  status: z.string(),
  due: z.string().optional().describe("Date"),
  origin: z.enum(["casement", "external"]),
});
export type TaskPayload = z.output<typeof payload>;

export const todoEvents = {
  "task-created": payload,
  "task-updated": payload.extend({ changed: z.array(z.string()).describe("Attribute names") }),
  "task-completed": payload.extend({
    occurrence: z.string().optional().describe("Of a recurring task: id of the finished occurrence; `id` goes on to its next due date"),
  }),
  "task-uncompleted": payload,
  "task-removed": payload,
};

export function taskPayloadOf(list: string, id: string, { title, status, due }: TaskItem): Omit<TaskPayload, "origin"> {
  return { id, list, title, status, ...(due === undefined ? {} : { due }) };
}
