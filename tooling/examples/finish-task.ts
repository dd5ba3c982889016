import { service } from "@casement/core";
import * as z from "zod";

export const finishTask = service({
  title: "Finish a task",
  summary: "Mark a task as done.",
  input: z.object({
    id: z.string().min(1).describe("Task ID"),
    note: z
      .string()
      .optional()
      .meta({ "x-private": true, "x-aliases": ["comment", "text"], "x-group": "More" }),
  }),
  output: z.object({ id: z.string() }),
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "change",
  repeatable: true,
  item: { of: "list", does: "complete", id: "id" },
  async run({ graph, input, target, markWritten }) {
    await graph.send("PATCH", `/me/todo/lists/${target.key}/tasks/${input.id}`, { status: "completed" });
    markWritten(input.id);
    return { id: input.id };
  },
});
