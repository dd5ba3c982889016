import { type Agenda, type CallContext, definePlugin, type FeedPage, type PluginDefinition, type SensorInstance } from "@casement/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { ContractCheck } from "../../src/contract/contract-check.ts";
import type { ContractOptions, ServiceExample } from "../../src/contract/contract-options.ts";
import { createContractSubject } from "../../src/contract/create-contract-subject.ts";

const task = z.object({ title: z.string(), status: z.string() });
export type NotesTask = z.output<typeof task>;
interface GraphTask extends NotesTask {
  id: string;
}

const config = z.object({ assistant: z.boolean().default(false) });

export const notesAgenda: Agenda<NotesTask> = {
  component: "VTODO",
  version: 1,
  group: (id) => id,
  read({ group, items }) {
    const item = items.get(group);
    return item && { uid: group, components: [{ summary: item.title, status: "NEEDS-ACTION" }] };
  },
  spans: () => [],
  needs: () => ({}),
  writes: { services: ["add-task"], plan: () => ({ refused: "unsupported", reason: "Notes are changed in their app." }) },
};

/** A small plugin that keeps every promise. It has two sources, and services with different effects. */
export const validPlugin = definePlugin({
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
      subscribe: ({ key }) => ({
        resource: `me/todo/lists/${key}/tasks`,
        changes: ["created", "updated", "deleted"],
        scope: "Tasks.ReadWrite",
      }),
      agenda: notesAgenda,
    },
  },
  sensors: {
    list: {
      title: "List",
      feed: "tasks",
      value: z.object({
        state: z.number(),
        titles: z.array(z.string()),
        tasks: z.array(task.extend({ id: z.string() })).optional(),
      }),
      present: { kind: "number", items: { attribute: "tasks", as: "tasks", title: "title" } },
      async instances({ graph }) {
        const lists: SensorInstance[] = [];
        for await (const { id, displayName } of graph.pages<{ id: string; displayName: string }>("/me/todo/lists"))
          lists.push({ id, title: displayName, key: id });
        return lists;
      },
      view: ({ items }) => ({
        value: {
          state: items.size,
          titles: [...items.values()].map(({ title }) => title),
          tasks: [...items].slice(0, 5).map(([id, item]) => ({ id, ...item })),
        },
      }),
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
      summary: "Add a task to a list.",
      input: z.object({
        title: z
          .string()
          .min(1)
          .meta({ description: "What to do", "x-aliases": ["subject"] }),
      }),
      output: z.object({ id: z.string() }),
      scope: "Tasks.ReadWrite",
      target: "list",
      effect: "add",
      item: { of: "list", does: "add", fields: { text: "title" } },
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
      item: { of: "list", does: "complete", id: "id", only: { status: ["notStarted"] } },
      async run({ input, graph, target, markWritten }) {
        await graph.send("PATCH", `/me/todo/lists/${target.id}/tasks/${input.id}`, { status: "completed" });
        markWritten(input.id);
        return {};
      },
    },
    "reopen-task": {
      title: "Reopen a task",
      input: z.object({ id: z.string() }),
      output: z.object({}),
      scope: "Tasks.ReadWrite",
      target: "list",
      repeatable: true,
      item: { of: "list", does: "reopen", id: "id" },
      async run({ input, graph, target, markWritten }) {
        await graph.send("PATCH", `/me/todo/lists/${target.id}/tasks/${input.id}`, { status: "notStarted" });
        markWritten(input.id);
        return {};
      },
    },
    "remove-task": {
      title: "Remove a task",
      input: z.object({ id: z.string() }),
      output: z.object({}),
      scope: "Tasks.ReadWrite",
      target: "list",
      effect: "remove",
      item: { of: "list", does: "remove", id: "id" },
      async run({ input, graph, target, markWritten }) {
        await graph.send("DELETE", `/me/todo/lists/${target.id}/tasks/${input.id}`);
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

const existingTask: ServiceExample = ({ emulator }, user) => ({
  id: emulator.control.todo.addTask(user, "Groceries", { title: "Rye" }),
  sensor: "groceries",
});

export const validOptions: ContractOptions = {
  arrange({ control: { todo } }, user) {
    todo.addList(user, "Groceries");
    for (let number = 1; number <= 110; number++) todo.addTask(user, "Groceries", { title: `Ingredient number ${number}` });
  },
  change: ({ control: { todo } }, user) => todo.addTask(user, "Groceries", { title: "Wholemeal bread" }),
  services: {
    "add-task": { title: "Oat milk", sensor: "groceries" },
    "finish-task": existingTask,
    "reopen-task": existingTask,
    "remove-task": existingTask,
    "count-tasks": { sensor: "groceries" },
  },
};

type Parts = { [K in "scopes" | "events" | "texts"]?: Record<string, unknown> } & {
  [K in "feeds" | "sensors" | "services"]?: Record<string, object>;
};

/** The valid plugin with changed parts. The types are not checked. An undefined part is removed. */
export function brokenPlugin({ id, ...parts }: Parts & { id?: string }): typeof validPlugin {
  const definition = validPlugin as unknown as PluginDefinition;
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
  return Object.freeze(merged) as unknown as typeof validPlugin;
}

export type PluginCall = CallContext<{ assistant: boolean }>;
export type NotesSync = PluginCall & { key: string; cursor: string | undefined };
export type NotesRun = PluginCall & { input: { title: string; id: string }; target: { id: string } };

export const readTasks = ({ graph, key, cursor }: NotesSync): Promise<FeedPage<NotesTask & { id: string }>> =>
  graph.delta(`/me/todo/lists/${key}/tasks/delta`, cursor);
export const createTask = ({ graph, target, input }: NotesRun): Promise<{ id: string }> =>
  graph.send("POST", `/me/todo/lists/${target.id}/tasks`, { title: input.title });

/** A schema with a JSON Schema that does not agree with it. */
export function withFalseJsonSchema<S extends z.ZodType>(schema: S): S {
  const { jsonSchema, ...standard } = schema["~standard"] as any;
  return { "~standard": { ...standard, jsonSchema: { ...jsonSchema, output: () => ({ type: "string" }) } } } as unknown as S;
}

/** The check, what is wrong with the plugin, the plugin, and a part of the complaint. */
export type BrokenPluginCase = readonly [ContractCheck, string, () => [plugin: typeof validPlugin, options?: ContractOptions], RegExp];

/** Tests the contract test: it must report each broken plugin. */
export function describeBrokenPlugins(cases: readonly BrokenPluginCase[]): void {
  describe("the contract test", () => {
    for (const [check, mistake, create, complaint] of cases)
      it(`${check.promise}: reports ${mistake}`, async () => {
        const [plugin, options = validOptions] = create();
        const failure = await check(createContractSubject(plugin, options)).then(
          () => "no complaint",
          (error: Error) => error.message,
        );
        expect(failure).toMatch(complaint);
        expect(failure).toContain(`Plugin "${plugin.id}" breaks the promise that it ${check.promise}.`);
      });
  });
}
