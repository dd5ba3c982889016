import { describe, expectTypeOf, it } from "vitest";
import * as z from "zod";
import type { SensorInstance, ServiceCall, SyncCall, ViewCall } from "./calls.ts";
import { definePlugin, type Plugin, service } from "./plugin.ts";

const read = { "User.Read": { tier: "read", why: "" } } as const;
const numbers = {
  scope: "User.Read",
  every: "1m",
  item: z.object({ n: z.number() }),
  sync: () => ({ put: {}, removed: [], cursor: "" }),
} as const;
type TypesOf<P> = P extends Plugin<infer T> ? T : never;

const config = z.object({ list: z.string().default("tasks") });
const events = { "task-created": z.object({ title: z.string() }) };

const finish = service({
  config,
  events,
  title: "Finish",
  input: z.object({ id: z.string(), comment: z.string().optional() }),
  output: z.object({ id: z.string() }),
  scope: "Tasks.ReadWrite",
  target: "list",
  touches: ["tasks"],
  effect: "change",
  repeatable: true,
  reachesOthers: ({ input }) => input.comment !== undefined,
  item: { of: "list", does: "complete", id: "id" },
  run: ({ input, config, raise, target }) => {
    expectTypeOf(input).toEqualTypeOf<{ id: string; comment?: string | undefined }>();
    expectTypeOf(config).toEqualTypeOf<{ list: string }>();
    expectTypeOf(target.key).toEqualTypeOf<string>();
    raise({ event: "task-created", payload: { title: config.list } });
    return { id: input.id };
  },
});

const example = definePlugin({
  id: "example",
  title: "Example",
  config,
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
      run: ({ input, markWritten, raise }) => {
        expectTypeOf(input).toEqualTypeOf<{ title: string; copies: number }>();
        markWritten("1");
        raise({ event: "task-created", payload: { title: input.title } });
        return { id: "1" };
      },
    },
    finish,
  },
  events,
});

it("carries its types to programs", () => {
  type Types = TypesOf<typeof example>;
  expectTypeOf<Types["id"]>().toEqualTypeOf<"example">();
  expectTypeOf<Types["config"]>().toEqualTypeOf<{ list?: string | undefined }>();
  expectTypeOf<Types["values"]["list"]>().toEqualTypeOf<{ state: number; titles: string[] }>();
  expectTypeOf<Types["services"]["add"]["input"]>().toEqualTypeOf<{ title: string; copies?: number | undefined }>();
  expectTypeOf<Types["services"]["add"]["output"]>().toEqualTypeOf<{ id: string }>();
  expectTypeOf<Types["services"]["finish"]["input"]>().toEqualTypeOf<{ id: string; comment?: string | undefined }>();
  expectTypeOf<Types["services"]["finish"]["output"]>().toEqualTypeOf<{ id: string }>();
  expectTypeOf<Types["events"]>().toEqualTypeOf<{ "task-created": { title: string } }>();
  expectTypeOf<Types["intervals"]>().toEqualTypeOf<"tasks" | "list" | "quota">();
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

describe("a service as one value", () => {
  const input = z.object({ id: z.string() });
  const output = z.object({ id: z.string() });
  const head = { title: "S", input, output, scope: "Tasks.ReadWrite" } as const;
  const scopes = { "Tasks.ReadWrite": { tier: "update", why: "" } } as const;
  const run = () => ({ id: "" });

  it("refuses an output that does not fit, and a field that the input does not have", () => {
    // @ts-expect-error the output does not fit
    service({ ...head, run: () => ({ id: 1 }) });
    // @ts-expect-error no such field
    service({ ...head, run, item: { of: "list", does: "complete", id: "key" } });
    // @ts-expect-error no such field
    service({ ...head, run, notify: { field: "text" } });
    // @ts-expect-error no such effect
    service({ ...head, run, effect: "idempotent" });
  });

  it("gives no configuration and no events that it does not name", () => {
    service({
      ...head,
      run: ({ config, raise }) => {
        // @ts-expect-error the configuration is not named
        config.list;
        // @ts-expect-error the events are not named
        raise({ event: "task-created", payload: { title: "" } });
        return { id: "" };
      },
    });
  });

  it("is refused by a plugin that lacks its scope, target, feed, event or configuration", () => {
    const plain = service({ ...head, run });
    definePlugin({ id: "a", title: "A", scopes, services: { plain } });
    // @ts-expect-error the scope is not declared
    definePlugin({ id: "a", title: "A", scopes: read, services: { plain } });
    const targeted = service({ ...head, run, target: "list" });
    // @ts-expect-error there is no sensor kind "list"
    definePlugin({ id: "a", title: "A", scopes, services: { targeted } });
    const touching = service({ ...head, run, touches: ["tasks"] });
    // @ts-expect-error there is no feed "tasks"
    definePlugin({ id: "a", title: "A", scopes, services: { touching } });
    const sensors = {
      list: { title: "L", feed: "f", value: z.object({ state: z.number() }), view: () => ({ value: { state: 1 } }) },
    } as const;
    const touchingFeed = service({ ...head, run, touches: ["f"] });
    const touchingKind = service({ ...head, run, touches: ["list"] });
    definePlugin({
      id: "a",
      title: "A",
      scopes: { ...scopes, ...read },
      feeds: { f: numbers },
      sensors,
      services: { touchingFeed, touchingKind },
    });
    const raising = service({ ...head, run, events });
    // @ts-expect-error the event is not declared
    definePlugin({ id: "a", title: "A", scopes, services: { raising } });
    const configured = service({ ...head, run, config });
    // @ts-expect-error the plugin has no such configuration
    definePlugin({ id: "a", title: "A", scopes, services: { configured } });
    definePlugin({ id: "a", title: "A", scopes, config, events, services: { configured, raising } });
    definePlugin({
      id: "a",
      title: "A",
      scopes,
      feeds: { f: { ...numbers, scope: "Tasks.ReadWrite" } },
      services: { inline: service({ ...head, run }) },
    });
  });
});

it("types functions that are declared on their own", () => {
  interface Window {
    readonly days: number;
  }
  const sync = ({ needs, key, onDemand }: SyncCall<{ list: string }, { n: number }, Window>) => {
    expectTypeOf(needs).toEqualTypeOf<readonly Window[]>();
    return { put: { [key]: { n: onDemand ? 1 : 0 } }, removed: [], cursor: "" };
  };
  const view = ({ instance, items }: ViewCall<{ n: number }, { list: string }, { color: string }>) => {
    expectTypeOf(instance.viewData).toEqualTypeOf<{ color: string } | undefined>();
    return { value: { state: items.size } };
  };
  const instances = (): SensorInstance<Window, { color: string }>[] => [
    { id: "a", title: "A", needs: { days: 1 }, viewData: { color: "red" } },
  ];
  const run = ({ input, config }: ServiceCall<{ list: string }, { id: string }>) => ({ id: config.list + input.id });
  definePlugin({
    id: "a",
    title: "A",
    config,
    scopes: read,
    feeds: { f: { ...numbers, sync } },
    sensors: { s: { title: "S", feed: "f", value: z.object({ state: z.number() }), instances, view } },
    services: { go: { title: "Go", input: z.object({ id: z.string() }), output: z.object({ id: z.string() }), scope: "User.Read", run } },
  });
});
