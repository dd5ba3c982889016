import { invalidInput, type ServiceCall, service } from "@casement/core";
import { localDate } from "@casement/graph-time";
import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { type TaskView, taskOrTasks } from "../task-item.ts";
import { taskPath } from "./list-path.ts";
import { dueDayOf, midnightOf, recurrenceOf, taskBody } from "./task-body.ts";
import { newTaskFields } from "./task-fields.ts";
import { toTaskOutput } from "./to-task-output.ts";

const linkInput = z.object({
  title: z.string().min(1),
  url: z.url().optional(),
  app: z.string().min(1),
  externalId: z.string().optional(),
});

const input = z.object({
  ...newTaskFields,
  title: newTaskFields.title.optional(),
  titles: z.array(z.string().min(1)).min(1).max(50).optional().meta({
    title: "Several tasks",
    description: "Instead of title: creates a task for each, with the same other fields",
    "x-group": "More",
  }),
  checklist: z
    .array(z.string().min(1))
    .max(20)
    .optional()
    .meta({ title: "Steps", description: "Titles of the steps", "x-aliases": ["steps", "subtasks"], "x-group": "More" }),
  links: z
    .array(linkInput)
    .optional()
    .meta({
      description: "Linked resources: where the task comes from",
      "x-aliases": ["linkedResources"],
      "x-group": "More",
    }),
});
type CreateCall = ServiceCall<unknown, z.output<typeof input>>;

export const createTask = service({
  title: "Create a task",
  summary: "Create a task, or several, in a list.",
  input,
  output: taskOrTasks,
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "add",
  item: { of: "list", does: "add", fields: { text: "title", start: "due" } },
  async run(call) {
    const { title, titles } = call.input;
    if ((title === undefined) === (titles === undefined)) throw invalidInput("title", "give a title, or titles for several tasks");
    if (title !== undefined) return create(call, title);
    const tasks: TaskView[] = [];
    for (const each of titles!) {
      call.signal.throwIfAborted();
      tasks.push(await create(call, each));
      call.progress(tasks.length, titles!.length);
    }
    return { ...tasks[0]!, tasks };
  },
});

async function create(call: CreateCall, title: string): Promise<TaskView> {
  const { input, account, graph, now } = call;
  const zone = account.timeZone;
  const context = { zone, now: now() };
  const day = input.due ? dueDayOf(input.due, context) : localDate(context.now, zone);
  const created = await graph.send<GraphTask>("POST", taskPath(call), {
    ...taskBody({ ...input, title }, context),
    ...(input.recurrence !== undefined && {
      dueDateTime: midnightOf(day, zone),
      recurrence: recurrenceOf(input.recurrence, day, zone),
    }),
    ...(input.links !== undefined && { linkedResources: input.links.map(toLinkedResource) }),
  });
  call.markWritten(created.id);
  for (const displayName of input.checklist ?? [])
    await graph.send("POST", `${taskPath(call, created.id)}/checklistItems`, { displayName });
  return toTaskOutput(call, created);
}

const toLinkedResource = ({ title, url, app, externalId }: z.output<typeof linkInput>): object => ({
  displayName: title,
  applicationName: app,
  ...(url !== undefined && { webUrl: url }),
  ...(externalId !== undefined && { externalId }),
});
