import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import type { ListViewData } from "../sensors/list-view.ts";
import { listPath } from "./list-path.ts";

export const removeList = service({
  title: "Delete a task list",
  summary: "Delete a task list and all its tasks permanently.",
  input: z.object({}),
  output: z.object({ id: z.string() }),
  scope: "Tasks.ReadWrite",
  target: "list",
  effect: "remove",
  repeatable: true,
  touches: ["list"],
  async run(call) {
    const viewData: ListViewData = call.target.viewData;
    if (viewData.wellKnown !== undefined) throw invalidInput("sensor", "is one of Microsoft's own lists, which cannot be removed");
    await call.graph.send("DELETE", listPath(call));
    return { id: call.target.key };
  },
});
