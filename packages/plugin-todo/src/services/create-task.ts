import { dayOf } from "@casement/graph-calendar";
import { localDate } from "@casement/graph-time";
import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { type TaskView, taskView } from "../task-item.ts";
import { midnightOf, recurrenceOf, taskBody } from "./task-body.ts";
import { body, bodyType, categories, choices, due, recurrence, reminder, title } from "./task-input.ts";
import { type TodoCall, taskPath, taskViewOf } from "./todo-call.ts";

export const createTaskInput = z.object({
  title,
  body: body.optional(),
  bodyType,
  due: due.optional(),
  reminder: reminder.optional(),
  categories: categories.optional(),
  ...choices,
  recurrence: recurrence.optional().describe("RFC 5545 RRULE, for example FREQ=WEEKLY;BYDAY=SA; without `due` it begins today"),
  checklist: z.array(z.string().min(1)).max(20).optional().describe("Titles of steps"),
  links: z
    .array(z.object({ title: z.string().min(1), url: z.url().optional(), app: z.string().min(1), externalId: z.string().optional() }))
    .optional()
    .describe("Linked resources: where the task comes from"),
});
export const createTaskOutput = taskView;

export async function createTask(call: TodoCall<z.output<typeof createTaskInput>>): Promise<TaskView> {
  const { input, account, graph, now } = call;
  const zone = account.timeZone;
  const day = input.due ? dayOf(input.due, zone) : localDate(now(), zone);
  const created = await graph.send<GraphTask>("POST", taskPath(call), {
    ...taskBody(input, zone),
    ...(input.recurrence === undefined
      ? {}
      : { dueDateTime: midnightOf(day, zone), recurrence: recurrenceOf(input.recurrence, day, zone) }),
    ...(input.links === undefined
      ? {}
      : {
          linkedResources: input.links.map(({ title: displayName, url, app, externalId }) => ({
            displayName,
            applicationName: app,
            ...(url === undefined ? {} : { webUrl: url }),
            ...(externalId === undefined ? {} : { externalId }),
          })),
        }),
  });
  call.markWritten(created.id);
  for (const displayName of input.checklist ?? [])
    await graph.send("POST", `${taskPath(call, created.id)}/checklistItems`, { displayName });
  return taskViewOf(call, created);
}
