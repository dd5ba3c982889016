import { dayOf, invalid } from "@casement/graph-calendar";
import { localDate, toInstant } from "@casement/graph-time";
import * as z from "zod";
import { dueDay } from "../due-day.ts";
import type { GraphTask } from "../graph-types.ts";
import { type TaskView, taskView } from "../task-item.ts";
import { midnightOf, recurrenceOf, taskBody } from "./task-body.ts";
import { body, bodyType, categories, choices, due, id, recurrence, reminder, title } from "./task-input.ts";
import { type TodoCall, taskPath, taskViewOf } from "./todo-call.ts";

export const updateTaskInput = z.object({
  id,
  title: title.optional(),
  body: body.nullable().optional(),
  bodyType,
  due: due.nullable().optional().describe("Date; null clears it"),
  reminder: reminder.nullable().optional().describe("Date-time; null clears it"),
  categories: categories.nullable().optional(),
  ...choices,
  recurrence: recurrence.nullable().optional().describe("RFC 5545 RRULE; null ends the recurrence"),
});
export const updateTaskOutput = taskView;
type Call = TodoCall<z.output<typeof updateTaskInput>>;

/** Changes what was given and nothing else; status and text may change in one call. */
export async function updateTask(call: Call): Promise<TaskView> {
  const { input, account, graph } = call;
  const patch = { ...taskBody(input, account.timeZone), ...(await recurrencePatch(call)) };
  if (Object.keys(patch).length === 0) throw invalid("id", "is all that was given; say what to change");
  const updated = await graph.send<GraphTask>("PATCH", taskPath(call, input.id), patch);
  call.markWritten(input.id);
  return taskViewOf(call, updated);
}

/** A rule counts from the due date: the given one, the task's own, or today. */
async function recurrencePatch(call: Call): Promise<Record<string, unknown>> {
  const { input, account, graph, now } = call;
  const zone = account.timeZone;
  if (input.recurrence === undefined) return {};
  if (input.recurrence === null) return { recurrence: null };
  if (input.due === null) throw invalid("due", "is cleared, but a recurring task needs one");
  if (input.due !== undefined) return { recurrence: recurrenceOf(input.recurrence, dayOf(input.due, zone), zone) };
  const { dueDateTime } = await graph.get<GraphTask>(taskPath(call, input.id));
  const day = dueDateTime ? dueDay(toInstant(dueDateTime, zone), zone) : localDate(now(), zone);
  return {
    ...(dueDateTime ? {} : { dueDateTime: midnightOf(day, zone) }),
    recurrence: recurrenceOf(input.recurrence, day, zone),
  };
}
