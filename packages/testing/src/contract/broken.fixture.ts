import { type CallContext, definePlugin, type FeedPage, type PluginDefinition, type SensorInstance } from "@casement/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Check } from "./check.ts";
import type { ContractOptions } from "./contract-options.ts";
import { createSubject } from "./subject.ts";

const task = z.object({ title: z.string(), status: z.string() });
export type Task = z.output<typeof task>;
interface GraphTask extends Task {
  id: string;
}

const config = z.object({ assistant: z.boolean().default(false) });

/** A small plugin that keeps every promise: with two sources, and a service of each effect. */
export const good = definePlugin({
  id: "notes",
  title: "Notes",
  config,
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Add and finish tasks for you" },
    "User.Read": { tier: "read", why: "Show who you are" },
    "Presence.Read": { tier: "read", why: "Show whether you are busy", when: ({ assistant }) => assistant },
  },
  events: { "task-created": z.object({ id: z.string(), origin: z.enum(["casement", "external"]) }) },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "60s",
      item: task,
      async sync({ key, cursor, graph }) {
        const page = await graph.delta<GraphTask>(`/me/todo/lists/${key}/tasks/delta`, cursor);
        return { ...page, put: Object.fromEntries(Object.entries(page.put).map(([id, { title, status }]) => [id, { title, status }])) };
      },
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
      view: ({ items }) => ({ value: { state: items.size, titles: [...items.values()].map(({ title }) => title) } }),
    },
    person: {
      title: "Person",
      scope: "User.Read",
      every: "60s",
      value: z.object({ state: z.string() }),
      read: async ({ graph, config, account }) => {
        if (config.assistant) await graph.get(`${account.mailbox}/presence`);
        return { state: (await graph.get<{ displayName: string }>("/me")).displayName };
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
      notify: { field: "title" },
      async run({ input, graph, target, markWritten }) {
        const { id } = await graph.send<{ id: string }>("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title });
        markWritten(id);
        return { id };
      },
    },
    "finish-task": {
      title: "Finish a task",
      input: z.object({ id: z.string() }),
      output: z.object({}),
      scope: "Tasks.ReadWrite",
      target: "list",
      repeatable: true,
      async run({ input, graph, target, markWritten }) {
        await graph.send("PATCH", `/me/todo/lists/${target.id}/tasks/${input.id}`, { status: "completed" });
        markWritten(input.id);
        return {};
      },
    },
    "count-tasks": {
      title: "Count tasks",
      input: z.object({}),
      output: z.object({ count: z.number() }),
      scope: "Tasks.Read",
      target: "list",
      effect: "read",
      async run({ graph, target }) {
        let count = 0;
        for await (const _ of graph.pages(`/me/todo/lists/${target.id}/tasks`)) count++;
        return { count };
      },
    },
  },
  texts: {
    de: { title: "Notizen", "sensors.list.title": "Liste" },
    fr: { title: "Notes", "sensors.list.title": "Liste" },
  },
});

export const options: ContractOptions = {
  arrange({ control: { todo } }, user) {
    todo.addList(user, "Groceries");
    for (let number = 1; number <= 110; number++) todo.addTask(user, "Groceries", { title: `Ingredient number ${number}` });
  },
  change: ({ control: { todo } }, user) => todo.addTask(user, "Groceries", { title: "Wholemeal bread" }),
  services: {
    "add-task": { title: "Oat milk", sensor: "groceries" },
    "finish-task": ({ emulator }, user) => ({
      id: emulator.control.todo.addTask(user, "Groceries", { title: "Rye" }),
      sensor: "groceries",
    }),
    "count-tasks": { sensor: "groceries" },
  },
};

type Parts = { [K in "scopes" | "events" | "texts"]?: Record<string, unknown> } & {
  [K in "feeds" | "sensors" | "services"]?: Record<string, object>;
};

/** The good plugin with some things otherwise, whatever the types say. */
export function broken({ id, ...parts }: Parts & { id?: string }): typeof good {
  const definition = good as unknown as PluginDefinition;
  const merged: Record<string, unknown> = { ...definition, ...(id !== undefined && { id }) };
  for (const [part, entries] of Object.entries(parts)) {
    const before = merged[part] as Record<string, object>;
    const changed = Object.entries(entries ?? {}).map(([name, entry]) => [
      name,
      part === "events" || part === "texts" ? entry : entry && { ...before[name], ...(entry as object) },
    ]);
    const all = { ...before, ...Object.fromEntries(changed) };
    merged[part] = Object.fromEntries(Object.entries(all).filter(([, entry]) => entry !== undefined));
  }
  return Object.freeze(merged) as unknown as typeof good;
}

export type Call = CallContext<{ assistant: boolean }>;
export type Sync = Call & { key: string; cursor: string | undefined };
export type Run = Call & { input: { title: string; id: string }; target: { id: string } };

export const delta = ({ graph, key, cursor }: Sync): Promise<FeedPage<Task & { id: string }>> =>
  graph.delta(`/me/todo/lists/${key}/tasks/delta`, cursor);
export const add = ({ graph, target, input }: Run): Promise<{ id: string }> =>
  graph.send("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title });

/** A schema whose JSON Schema says something else. */
export function lying<S extends z.ZodType>(schema: S): S {
  const { jsonSchema, ...standard } = schema["~standard"] as any;
  return { "~standard": { ...standard, jsonSchema: { ...jsonSchema, output: () => ({ type: "string" }) } } } as unknown as S;
}

/** The check, what the plugin does wrong, the plugin, and words of the advice. */
export type Row = readonly [Check, string, () => [plugin: typeof good, options?: ContractOptions], RegExp];

/** A test of the test: plugins that break a promise are told so, in words that help. */
export function tellsOf(rows: readonly Row[]): void {
  describe("a plugin that breaks a promise", () => {
    for (const [check, what, make, advice] of rows)
      it(`${check.promise}: is told of ${what}`, async () => {
        const [plugin, its = options] = make();
        const failure = await check(createSubject(plugin, its)).then(
          () => "kept",
          (error: Error) => error.message,
        );
        expect(failure).toMatch(advice);
        expect(failure).toContain(`Plugin "${plugin.id}" does not keep a promise: it ${check.promise}.`);
      });
  });
}
