import { definePlugin } from "@casement/core";
import * as z from "zod";

export const tasksPlugin = definePlugin({
  id: "tasks",
  title: "Open tasks",
  scopes: {
    "Tasks.Read": { tier: "read", why: "Count your open tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Add tasks for you" },
  },
  sensors: {
    list: {
      title: "Task list",
      scope: "Tasks.Read",
      every: "1m",
      value: z.object({ state: z.number().describe("Open tasks"), titles: z.array(z.string()) }),
      async instances({ graph }) {
        const lists = await graph.list<{ id: string; displayName: string }>("/me/todo/lists");
        return lists.map(({ id, displayName }) => ({ id, title: displayName }));
      },
      async read({ graph, instance }) {
        const tasks = await graph.list<{ title: string; status: string }>(`/me/todo/lists/${instance.id}/tasks`);
        const titles = tasks.filter(({ status }) => status !== "completed").map(({ title }) => title);
        return { state: titles.length, titles };
      },
    },
  },
  services: {
    add: {
      title: "Add a task",
      scope: "Tasks.ReadWrite",
      target: "list",
      input: z.object({ title: z.string().min(1) }),
      output: z.object({ id: z.string() }),
      run: ({ graph, target, input }) => graph.send("POST", `/me/todo/lists/${target.id}/tasks`, input),
    },
  },
});
