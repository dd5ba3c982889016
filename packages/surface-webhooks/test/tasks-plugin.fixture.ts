import { definePlugin } from "@casement/core";
import * as z from "zod";

const task = z.object({ title: z.string(), body: z.object({ content: z.string().meta({ "x-private": true }) }).optional() });

/** A plugin with a sensor for each list of To Do, an event for each new task, and texts that people wrote. */
export const tasksPlugin = definePlugin({
  id: "tasks",
  title: "Tasks",
  scopes: { "Tasks.Read": { tier: "read", why: "Show your tasks" } },
  events: { "task-created": z.object({ id: z.string(), note: z.string().optional().meta({ "x-private": true }) }) },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "15s",
      item: task,
      sync: ({ key, cursor, graph }) => graph.delta<z.output<typeof task> & { id: string }>(`/me/todo/lists/${key}/tasks/delta`, cursor),
      changed: ({ id, before, after }) =>
        !before && after ? [{ event: "task-created", payload: { id, ...(after.body && { note: after.body.content }) } }] : [],
    },
  },
  sensors: {
    list: {
      title: "List",
      feed: "tasks",
      value: z.object({ state: z.number(), notes: z.array(z.string().meta({ "x-private": true })) }),
      async instances({ graph }) {
        const lists: { id: string; title: string; key: string }[] = [];
        for await (const { id, displayName } of graph.pages<{ id: string; displayName: string }>("/me/todo/lists"))
          lists.push({ id, title: displayName, key: id });
        return lists;
      },
      view: ({ items }) => ({ value: { state: items.size, notes: [...items.values()].flatMap(({ body }) => body?.content ?? []) } }),
    },
  },
});
