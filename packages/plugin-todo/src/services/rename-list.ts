import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import type { ListViewData } from "../sensors/list-view.ts";
import { listNameInput } from "./list-name.ts";
import { listPath } from "./list-path.ts";

export const renameList = service({
  title: "Rename a task list",
  summary: "Rename a task list. The address of its sensor stays the same.",
  input: z.object({ name: listNameInput }),
  output: z.object({ id: z.string(), name: z.string() }),
  scope: "Tasks.ReadWrite",
  target: "list",
  repeatable: true,
  touches: ["list"],
  async run(call) {
    const viewData: ListViewData = call.target.viewData;
    if (viewData.wellKnown !== undefined) throw invalidInput("sensor", "is one of Microsoft's own lists, which cannot be renamed");
    const { name } = call.input;
    await call.graph.send("PATCH", listPath(call), { displayName: name });
    return { id: call.target.key, name };
  },
});
