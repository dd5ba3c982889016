import { definePlugin, type SensorInstance } from "@casement/core";
import * as z from "zod";

const taskSchema = z.object({ title: z.string() });

/** A plugin with lists as sensors, one event and one service. */
export const tasksPlugin = definePlugin({
  id: "tasks",
  title: "Tasks",
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Add tasks for you" },
  },
  events: { "task-created": z.object({ title: z.string() }) },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "60s",
      item: taskSchema,
      sync: ({ key, cursor, graph }) =>
        graph.delta<z.output<typeof taskSchema> & { id: string }>(`/me/todo/lists/${key}/tasks/delta`, cursor),
      changed: ({ before, after }) => (!before && after ? [{ event: "task-created", payload: { title: after.title } }] : []),
    },
  },
  sensors: {
    list: {
      title: "List",
      feed: "tasks",
      value: z.object({ state: z.number(), titles: z.array(z.string()) }),
      async instances({ graph }) {
        const lists: SensorInstance[] = [];
        const query = graph.pages<{ id: string; displayName: string; wellknownListName: string }>("/me/todo/lists");
        for await (const { id, displayName, wellknownListName } of query)
          if (wellknownListName === "none") lists.push({ id, title: displayName, key: id });
        return lists;
      },
      view: ({ items }) => ({ value: { state: items.size, titles: [...items.values()].map(({ title }) => title) } }),
    },
  },
  services: {
    "add-task": {
      title: "Add a task",
      input: z.object({ title: z.string().min(1) }),
      output: z.object({ id: z.string() }),
      scope: "Tasks.ReadWrite",
      target: "list",
      run: async ({ input, graph, target }) => {
        const { id } = await graph.send<{ id: string }>("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title });
        return { id };
      },
    },
  },
});
