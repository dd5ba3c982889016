import { definePlugin } from "@casement/core";
import * as z from "zod";

const task = z.object({ title: z.string() });
/** A sensor for each list of Microsoft To Do, an event for a new task, and services that add one and count lists. */
export const tasks = definePlugin({
  id: "tasks",
  title: "Tasks",
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Add tasks for you" },
  },
  events: { created: z.object({ title: z.string() }) },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "15s",
      item: task,
      subscribe: ({ key }) => ({
        resource: `me/todo/lists/${key}/tasks`,
        changes: ["created", "updated", "deleted"],
        scope: "Tasks.ReadWrite",
      }),
      sync: ({ key, cursor, graph }) => graph.delta<z.output<typeof task> & { id: string }>(`/me/todo/lists/${key}/tasks/delta`, cursor),
      changed: ({ before, after }) => (!before && after ? [{ event: "created", payload: { title: after.title } }] : []),
    },
  },
  sensors: {
    list: {
      title: "List",
      feed: "tasks",
      value: z.object({ state: z.number() }),
      async instances({ graph }) {
        const lists: { id: string; title: string; key: string }[] = [];
        for await (const { id, displayName } of graph.pages<{ id: string; displayName: string }>("/me/todo/lists"))
          lists.push({ id, title: displayName, key: id });
        return lists;
      },
      view: ({ items }) => ({ value: { state: items.size } }),
    },
  },
  services: {
    add: {
      title: "Add a task",
      input: z.object({ title: z.string() }),
      output: z.object({ id: z.string() }),
      scope: "Tasks.ReadWrite",
      target: "list",
      run: ({ input, graph, target }) => graph.send<{ id: string }>("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title }),
    },
    "add-from-file": {
      title: "Add a task whose title is in a file",
      input: z.object({ file: z.string() }),
      output: z.object({ id: z.string() }),
      scope: "Tasks.ReadWrite",
      target: "list",
      async run({ input, files, graph, target }) {
        const title = await new Response((await files.read(input.file)).stream() as ReadableStream<Uint8Array<ArrayBuffer>>).text();
        return graph.send<{ id: string }>("POST", `/me/todo/lists/${target.id}/tasks`, { title });
      },
    },
    count: {
      title: "Count the lists",
      input: z.object({}),
      output: z.object({ lists: z.number() }),
      scope: "Tasks.Read",
      effect: "read",
      run: async ({ graph }) => ({ lists: (await graph.get<{ value: unknown[] }>("/me/todo/lists")).value.length }),
    },
  },
});
