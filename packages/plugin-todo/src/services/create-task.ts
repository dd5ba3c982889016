import { service } from "@casement/core";
import { dayOf } from "@casement/graph-calendar";
import { localDate } from "@casement/graph-time";
import * as z from "zod";
import type { GraphTask } from "../graph-types.ts";
import { taskView } from "../task-item.ts";
import { taskPath } from "./list-path.ts";
import { midnightOf, recurrenceOf, taskBody } from "./task-body.ts";
import { newTaskFields } from "./task-fields.ts";
import { toTaskOutput } from "./to-task-output.ts";

const linkInput = z.object({
  title: z.string().min(1),
  url: z.url().optional(),
  app: z.string().min(1),
  externalId: z.string().optional(),
});

export const createTask = service({
  title: "Create a task",
  summary: "Create a task in a list.",
  input: z.object({
    ...newTaskFields,
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
  }),
  output: taskView,
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "add",
  item: { of: "list", does: "add", fields: { text: "title", start: "due" } },
  async run(call) {
    const { input, account, graph, now } = call;
    const zone = account.timeZone;
    const day = input.due ? dayOf(input.due, zone) : localDate(now(), zone);
    const created = await graph.send<GraphTask>("POST", taskPath(call), {
      ...taskBody(input, zone),
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
  },
});

const toLinkedResource = ({ title, url, app, externalId }: z.output<typeof linkInput>): object => ({
  displayName: title,
  applicationName: app,
  ...(url !== undefined && { webUrl: url }),
  ...(externalId !== undefined && { externalId }),
});
