import { expectTypeOf, it } from "vitest";
import * as z from "zod";
import { definePlugin, type Plugin } from "./plugin.ts";

const read = { "User.Read": { tier: "read", why: "" } } as const;
const numbers = {
  scope: "User.Read",
  every: "1m",
  item: z.object({ n: z.number() }),
  sync: () => ({ put: {}, drop: [], cursor: "" }),
} as const;
type Services<P> = P extends Plugin<any, any, infer S> ? S : never;
type Values<P> = P extends Plugin<any, infer V, any> ? V : never;
type Config<P> = P extends Plugin<infer C, any, any> ? C : never;

const example = definePlugin({
  id: "example",
  title: "Example",
  config: z.object({ list: z.string().default("tasks") }),
  scopes: {
    "Tasks.Read": { tier: "read", why: "", when: (config) => config.list.length > 0 },
    "Tasks.ReadWrite": { tier: "update", why: "" },
  },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: (config) => (config.list === "tasks" ? "1m" : undefined),
      item: z.object({ title: z.string(), done: z.boolean().default(false) }),
      sync: async ({ key, cursor, graph, items }) => {
        expectTypeOf(items.get(key)).toEqualTypeOf<{ title: string; done: boolean } | undefined>();
        return graph.delta<{ id: string; title: string; done: boolean }>(`/me/todo/lists/${key}/tasks/delta`, cursor);
      },
      changed: ({ before, after, since }) =>
        !before && after && since ? [{ event: "task-created", payload: { title: after.title } }] : [],
    },
  },
  sensors: {
    list: {
      title: "List",
      feed: "tasks",
      value: z.object({ state: z.number(), titles: z.array(z.string()) }),
      view: ({ items }) => ({ value: { state: items.size, titles: [...items.values()].map((item) => item.title) } }),
    },
    quota: { title: "Quota", scope: "Tasks.Read", every: "5m", value: z.object({ state: z.string() }), read: () => ({ state: "fine" }) },
  },
  services: {
    add: {
      title: "Add",
      input: z.object({ title: z.string(), copies: z.number().default(1) }),
      output: z.object({ id: z.string() }),
      scope: ["Tasks.Read", "Tasks.ReadWrite"],
      target: "list",
      touches: ["tasks"],
      notify: { field: "title", when: (config) => config.list.length > 0 },
      run: ({ input, wrote, raise }) => {
        expectTypeOf(input).toEqualTypeOf<{ title: string; copies: number }>();
        wrote("1");
        raise({ event: "task-created", payload: { title: input.title } });
        return { id: "1" };
      },
    },
  },
  events: { "task-created": z.object({ title: z.string() }) },
});

it("carries its types to programs", () => {
  expectTypeOf<Config<typeof example>>().toEqualTypeOf<{ list?: string | undefined }>();
  expectTypeOf<Values<typeof example>["list"]>().toEqualTypeOf<{ state: number; titles: string[] }>();
  expectTypeOf<Services<typeof example>["add"]["input"]>().toEqualTypeOf<{ title: string; copies?: number | undefined }>();
  expectTypeOf<Services<typeof example>["add"]["output"]>().toEqualTypeOf<{ id: string }>();
});

it("refuses an undeclared scope", () => {
  definePlugin({
    id: "a",
    title: "A",
    scopes: read,
    services: {
      // @ts-expect-error undeclared scope
      s: { title: "x", input: z.object({}), output: z.number(), scope: "Mail.Read", run: () => 1 },
    },
  });
  // @ts-expect-error undeclared scope on a feed
  definePlugin({ id: "a", title: "A", scopes: read, feeds: { f: { ...numbers, scope: "Mail.Read" } } });
});

it("refuses an unknown feed and a wrong state", () => {
  definePlugin({
    id: "b",
    title: "B",
    scopes: read,
    feeds: { f: numbers },
    sensors: {
      // @ts-expect-error no such feed
      s: { title: "t", feed: "zzz", value: z.object({ state: z.number() }), view: () => ({ value: { state: 1 } }) },
      // @ts-expect-error wrong state
      w: { title: "t", feed: "f", value: z.object({ state: z.number() }), view: ({ items }) => ({ value: { state: String(items.size) } }) },
      ok: {
        title: "t",
        feed: "f",
        value: z.object({ state: z.number() }),
        view: ({ items, now }) => ({ value: { state: [...items.values()].reduce((sum, item) => sum + item.n, 0) }, until: now }),
      },
    },
  });
});

it("refuses an unknown event and a wrong payload", () => {
  definePlugin({
    id: "c",
    title: "C",
    scopes: read,
    events: { e: z.object({ n: z.number() }) },
    feeds: {
      f: {
        ...numbers,
        // @ts-expect-error unknown event
        changed: () => [{ event: "zzz", payload: {} }],
      },
    },
  });
  definePlugin({
    id: "c",
    title: "C",
    scopes: read,
    events: { e: z.object({ n: z.number() }) },
    feeds: {
      f: {
        ...numbers,
        // @ts-expect-error wrong payload
        due: () => [{ event: "e", payload: { n: "1" } }],
      },
    },
  });
});

it("refuses a wrong output, an unknown target and an unknown thing touched", () => {
  definePlugin({
    id: "d",
    title: "D",
    scopes: read,
    services: {
      // @ts-expect-error output does not fit
      s: { title: "x", input: z.object({}), output: z.object({ n: z.number() }), scope: "User.Read", run: () => ({ n: "1" }) },
    },
  });
  definePlugin({
    id: "e",
    title: "E",
    scopes: read,
    services: {
      // @ts-expect-error unknown target
      s: { title: "x", input: z.object({}), output: z.number(), scope: "User.Read", target: "nope", run: () => 1 },
    },
  });
  definePlugin({
    id: "e",
    title: "E",
    scopes: read,
    feeds: { f: numbers },
    services: {
      // @ts-expect-error unknown touched feed
      s: { title: "x", input: z.object({}), output: z.number(), scope: "User.Read", touches: ["nope"], run: () => 1 },
    },
  });
});

it("refuses a notify field that the input does not have", () => {
  const tell = { title: "x", input: z.object({ text: z.string() }), output: z.number(), scope: "User.Read", run: () => 1 } as const;
  definePlugin({ id: "f", title: "F", scopes: read, services: { s: { ...tell, notify: { field: "text" } } } });
  // @ts-expect-error no such field
  definePlugin({ id: "f", title: "F", scopes: read, services: { s: { ...tell, notify: { field: "body" } } } });
});

it("refuses a wrong tier and a wrong interval", () => {
  // @ts-expect-error unknown tier
  definePlugin({ id: "f", title: "F", scopes: { "User.Read": { tier: "write", why: "" } } });
  definePlugin({
    id: "f",
    title: "F",
    scopes: read,
    // @ts-expect-error not a duration
    sensors: { s: { title: "t", scope: "User.Read", every: "often", value: z.object({ state: z.number() }), read: () => ({ state: 1 }) } },
  });
});
