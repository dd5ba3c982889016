import { definePlugin, type SensorInstance } from "@casement/core";
import * as z from "zod";

const taskSchema = z.object({ title: z.string(), status: z.string() });
/** Recursive, so that its JSON Schema contains a `$ref`. */
const taskTree = z.object({
  title: z.string(),
  get parts() {
    return z.array(taskTree).optional();
  },
});

/** A plugin with lists, events, and services that write, read and fail. */
export const tasksPlugin = definePlugin({
  id: "tasks",
  title: "Tasks",
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Add tasks for you" },
  },
  events: { "task-created": z.object({ id: z.string(), origin: z.enum(["casement", "external"]) }) },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "60s",
      item: taskSchema,
      sync: ({ key, cursor, graph }) =>
        graph.delta<z.output<typeof taskSchema> & { id: string }>(`/me/todo/lists/${key}/tasks/delta`, cursor),
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
      input: z.object({ title: z.string().min(1), tree: taskTree.optional() }),
      output: z.object({ id: z.string() }),
      scope: "Tasks.ReadWrite",
      target: "list",
      async run({ input, graph, target, markWritten }) {
        const { id } = await graph.send<{ id: string }>("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title });
        markWritten(id);
        return { id };
      },
    },
    "list-tasks": {
      title: "List tasks",
      input: z.object({}),
      output: z.array(z.string()),
      scope: "Tasks.Read",
      target: "list",
      effect: "read",
      run: async ({ graph, target }) => {
        const titles: string[] = [];
        for await (const { title } of graph.pages<{ title: string }>(`/me/todo/lists/${target.id}/tasks`)) titles.push(title);
        return titles;
      },
    },
    break: {
      title: "Break",
      input: z.object({}),
      output: z.null(),
      scope: "Tasks.Read",
      run: () => {
        throw new TypeError("Dear Bob, the secret subject");
      },
    },
  },
  texts: { de: { title: "Aufgaben", "sensors.list.title": "Liste", "scopes.Tasks.Read.why": "Deine Aufgaben zeigen" } },
});
