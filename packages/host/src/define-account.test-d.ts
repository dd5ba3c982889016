import { definePlugin } from "@casement/core";
import { describe, expectTypeOf, it } from "vitest";
import { z } from "zod";
import type { Host, JournalEvent } from "./api.ts";
import { createHost } from "./create-host.ts";
import { defineAccount } from "./define-account.ts";

const scopes = { "User.Read": { tier: "read", why: "" } } as const;
const calendarPlugin = definePlugin({
  id: "calendar",
  title: "Calendar",
  config: z.object({ excludeDeclined: z.boolean().optional() }),
  scopes,
  feeds: { events: { scope: "User.Read", every: "1m", item: z.object({}), sync: () => undefined } },
  events: { "event-started": z.object({ subject: z.string() }), "event-ended": z.object({ id: z.string() }) },
});
const todoPlugin = definePlugin({
  id: "todo",
  title: "To Do",
  scopes,
  sensors: { list: { title: "List", scope: "User.Read", every: "1m", value: z.object({ state: z.number() }), read: () => ({ state: 1 }) } },
  services: {
    add: {
      title: "Add",
      input: z.object({ title: z.string() }),
      output: z.object({ id: z.string() }),
      scope: "User.Read",
      run: () => ({ id: "" }),
    },
  },
  events: { "task-done": z.object({ count: z.number() }) },
});
const account = { clientId: "", accountType: "work" } as const;
const home = defineAccount({
  ...account,
  name: "home",
  plugins: [{ plugin: calendarPlugin, config: { excludeDeclined: true }, every: { events: "2m" } }],
});
const office = defineAccount({
  ...account,
  name: "office",
  plugins: [{ plugin: calendarPlugin }, { plugin: todoPlugin, every: { list: "90s" } }],
});
const open = () => createHost({ dataDir: "", accounts: [home, office] });
type OpenHost = Awaited<ReturnType<typeof open>>;

describe("an account", () => {
  it("refuses what a plugin's configuration and intervals do not have", () => {
    // @ts-expect-error misspelled key
    defineAccount({ ...account, name: "a", plugins: [{ plugin: calendarPlugin, config: { excludeDeclnied: true } }] });
    // @ts-expect-error wrong type
    defineAccount({ ...account, name: "a", plugins: [{ plugin: calendarPlugin, config: { excludeDeclined: "yes" } }] });
    // @ts-expect-error misspelled feed
    defineAccount({ ...account, name: "a", plugins: [{ plugin: calendarPlugin, every: { evnets: "2m" } }] });
    // @ts-expect-error not a duration
    defineAccount({ ...account, name: "a", plugins: [{ plugin: calendarPlugin, every: { events: "soon" } }] });
    // @ts-expect-error unknown option
    defineAccount({ ...account, name: "a", enableUpdates: true, plugins: [{ plugin: calendarPlugin }] });
    // @ts-expect-error the account type is missing
    defineAccount({ clientId: "", name: "a", plugins: [] });
  });

  it("has to be made by defineAccount", () => {
    // @ts-expect-error unchecked options
    void createHost({ dataDir: "", accounts: [{ ...account, name: "a", plugins: [] }] });
  });
});

describe("a host", () => {
  it("knows the names of its accounts", () => {
    const use = (host: OpenHost) => {
      host.account("home");
      // @ts-expect-error there is no such account
      host.account("hmoe");
    };
    expectTypeOf(use).toBeFunction();
  });

  it("knows the types and payloads of its events", () => {
    const use = (host: OpenHost) =>
      host.events.subscribe((event) => {
        expectTypeOf(event.type).toEqualTypeOf<
          | "calendar/event-started"
          | "calendar/event-ended"
          | "todo/task-done"
          | `account/${"signed-in" | "signed-out" | "sign-in-required" | "permissions-changed" | "approval-granted" | "secret-expiring" | "call-failed" | "webhook-switched-off" | "agent-refused"}`
        >();
        if (event.type === "todo/task-done") expectTypeOf(event.payload).toEqualTypeOf<{ count: number }>();
        // @ts-expect-error there is no such event
        if (event.type === "calendar/event-strated") return;
      });
    expectTypeOf(use).toBeFunction();
  });

  it("types listeners, services and sensors by the plugin", () => {
    const use = async (host: OpenHost) => {
      const handle = host.account("office");
      handle.on(calendarPlugin, "event-started", ({ subject }, event) => {
        expectTypeOf(subject).toEqualTypeOf<string>();
        expectTypeOf(event).toEqualTypeOf<JournalEvent>();
      });
      // @ts-expect-error there is no such event
      handle.on(calendarPlugin, "event-strated", () => {});
      expectTypeOf(await handle.service(todoPlugin, "add", { title: "x" })).toEqualTypeOf<{ id: string }>();
      // @ts-expect-error the title is missing
      handle.service(todoPlugin, "add", {});
      expectTypeOf(await handle.sensor(todoPlugin, "list")).toEqualTypeOf<{ state: number } | undefined>();
    };
    expectTypeOf(use).toBeFunction();
  });

  it("can be used as any host", () => {
    const use = async () => {
      const host: Host = await open();
      host.account("anything");
      host.events.subscribe(({ type }) => expectTypeOf(type).toEqualTypeOf<string>());
    };
    expectTypeOf(use).toBeFunction();
  });
});
