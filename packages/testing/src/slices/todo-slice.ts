import { definePlugin, type SensorInstance } from "@casement/core";
import * as z from "zod";

const task = z.object({ title: z.string(), status: z.string() });

/** A small To Do plugin: lists that are discovered, tasks by delta query, and a write that comes back with its origin. */
export const todoSlice = definePlugin({
  id: "todo-slice",
  title: "To Do slice",
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Add tasks for you" },
  },
  events: { "task-created": z.object({ id: z.string(), origin: z.enum(["casement", "external"]) }) },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "60s",
      item: task,
      sync: ({ key, cursor, graph }) => graph.delta<z.output<typeof task> & { id: string }>(`/me/todo/lists/${key}/tasks/delta`, cursor),
      subscribe: ({ key }) => ({
        resource: `me/todo/lists/${key}/tasks`,
        changes: ["created", "updated", "deleted"],
        scope: "Tasks.ReadWrite",
      }),
      changed: ({ id, before, after, origin }) => (!before && after ? [{ event: "task-created", payload: { id, origin } }] : []),
    },
  },
  sensors: {
    list: {
      title: "List",
      feed: "tasks",
      value: z.object({ state: z.number(), titles: z.array(z.string()) }),
      async instances({ graph }) {
        const lists: SensorInstance[] = [];
        for await (const { id, displayName } of graph.pages<{ id: string; displayName: string }>("/me/todo/lists"))
          lists.push({ id, title: displayName, key: id });
        return lists;
      },
      view: ({ items }) => {
        const open = [...items.values()].filter((item) => item.status !== "completed");
        return { value: { state: open.length, titles: open.map((item) => item.title) } };
      },
    },
  },
  services: {
    "add-task": {
      title: "Add a task",
      input: z.object({ title: z.string().min(1) }),
      output: z.object({ id: z.string() }),
      scope: "Tasks.ReadWrite",
      target: "list",
      async run({ input, graph, target, markWritten }) {
        const { id } = await graph.send<{ id: string }>("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title });
        markWritten(id);
        return { id };
      },
    },
  },
});
