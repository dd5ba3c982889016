import { service } from "@casement/core";
import * as z from "zod";
import { taskPath } from "./list-path.ts";
import { taskIdInput } from "./task-fields.ts";
import { withTask } from "./with-task.ts";

export const removeTask = service({
  title: "Delete a task",
  summary: "Delete a task permanently.",
  input: z.object({ id: taskIdInput }),
  output: z.object({ id: z.string() }),
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "remove",
  repeatable: true,
  item: { of: "list", does: "remove", id: "id" },
  async run(call) {
    const { input, graph } = call;
    await withTask(() => graph.send("DELETE", taskPath(call, input.id)));
    call.markWritten(input.id);
    return { id: input.id };
  },
});
