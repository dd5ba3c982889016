import { service } from "@casement/core";
import * as z from "zod";
import type { GraphTaskList } from "../graph-types.ts";
import { listNameInput } from "./list-name.ts";

export const createList = service({
  title: "Create a task list",
  summary: "Create a task list, which becomes a sensor.",
  input: z.object({ name: listNameInput }),
  output: z.object({ id: z.string(), name: z.string() }),
  scope: "Tasks.ReadWrite",
  touches: ["list"],
  effect: "add",
  async run({ input, graph }) {
    const { id, displayName } = await graph.send<GraphTaskList>("POST", "/me/todo/lists", { displayName: input.name });
    return { id, name: displayName ?? input.name };
  },
});
