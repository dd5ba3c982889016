import { invalidInput, type ServiceCall, service } from "@casement/core";
import { dueDay, localDate, toInstant } from "@casement/graph-time";
import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { taskView } from "../task-item.ts";
import { taskPath } from "./list-path.ts";
import { dueDayOf, midnightOf, recurrenceOf, taskBody } from "./task-body.ts";
import { taskChangeFields, taskIdInput } from "./task-fields.ts";
import { toTaskOutput } from "./to-task-output.ts";
import { withTask } from "./with-task.ts";

const updateTaskInput = z.object({ id: taskIdInput, ...taskChangeFields });

export const updateTask = service({
  title: "Change a task",
  summary: "Change the given fields of a task and keep the others.",
  input: updateTaskInput,
  output: taskView,
  scope: "Tasks.ReadWrite",
  target: "list",
  item: { of: "list", does: "change", id: "id", fields: { text: "title", start: "due" } },
  async run(call) {
    const { input, account, graph } = call;
    const patch = { ...taskBody(input, { zone: account.timeZone, now: call.now() }), ...(await recurrencePatch(call)) };
    if (Object.keys(patch).length === 0) throw invalidInput("id", "nothing to change; give at least one other field");
    const updated = await withTask(() => graph.send<GraphTask>("PATCH", taskPath(call, input.id), patch));
    call.markWritten(input.id);
    return toTaskOutput(call, updated);
  },
});

/** A recurrence begins at the due date: the given one, otherwise that of the task, otherwise today. */
async function recurrencePatch(call: ServiceCall<unknown, z.output<typeof updateTaskInput>>): Promise<Record<string, unknown>> {
  const { input, account, graph, now } = call;
  const zone = account.timeZone;
  if (input.recurrence === undefined) return {};
  if (input.recurrence === null) return { recurrence: null };
  if (input.due === null) throw invalidInput("due", "cannot be cleared; a recurring task needs a due date");
  if (input.due !== undefined) return { recurrence: recurrenceOf(input.recurrence, dueDayOf(input.due, { zone, now: now() }), zone) };
  const { dueDateTime } = await withTask(() => graph.get<GraphTask>(taskPath(call, input.id)));
  const day = dueDateTime ? dueDay(toInstant(dueDateTime, zone), zone) : localDate(now(), zone);
  return {
    ...(dueDateTime ? {} : { dueDateTime: midnightOf(day, zone) }),
    recurrence: recurrenceOf(input.recurrence, day, zone),
  };
}
