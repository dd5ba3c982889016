import { definePlugin, definitionOf, type Graph, type Logger, type PluginReport, service } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import * as z from "zod";
import { type AccountContext, createCallContexts, type GraphUse } from "./call-contexts.ts";

const plugin = definitionOf(
  definePlugin({
    id: "library",
    title: "Library",
    scopes: { "User.Read": { tier: "read", why: "" }, "Tasks.ReadWrite": { tier: "update", why: "" } },
    services: {
      close: service({
        title: "Close",
        input: z.object({}),
        output: z.object({}),
        scope: "Tasks.ReadWrite",
        repeatable: true,
        run: () => ({}),
      }),
      add: service({ title: "Add", input: z.object({}), output: z.object({}), scope: "Tasks.ReadWrite", run: () => ({}) }),
    },
  }),
);
const allowed: PluginReport = {
  access: "update",
  readScopes: ["User.Read"],
  feeds: { books: { offered: true } },
  sensors: { visitors: { offered: true } },
  services: { close: { offered: true, scopes: ["Tasks.ReadWrite"] }, add: { offered: true, scopes: ["Tasks.ReadWrite"] } },
} as unknown as PluginReport;

function createContexts(report: object = {}) {
  const uses: GraphUse[] = [];
  const lines: unknown[] = [];
  const line = (level: string) => (message: string, data?: object) => void lines.push([level, message, data]);
  const log: Logger = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
  const closing = new AbortController();
  const account: AccountContext = {
    name: "home",
    clock: createFakeClock("2026-03-02T08:00:00Z"),
    log,
    signal: closing.signal,
    signedIn: () => true,
    identity: () => ({ name: "home" }) as never,
    graphNow: () => new Date("2026-03-02T08:00:00Z"),
    lastKnown: () => ({ name: "home" }) as never,
    graphFor(use) {
      uses.push(use);
      return {} as Graph;
    },
  };
  const contexts = createCallContexts(account, plugin, { room: "attic" }, () => ({ ...allowed, ...report }));
  return { contexts, uses, lines, closing };
}

it("gives a read the plugin's read scopes, its configuration, the account and the time", () => {
  const { contexts, uses, closing } = createContexts();
  const context = contexts.forRead({ feed: "books" });
  expect(context).toMatchObject({ config: { room: "attic" }, account: { name: "home" }, signal: closing.signal });
  expect(context.now()).toEqual(new Date("2026-03-02T08:00:00Z"));
  expect(Object.isFrozen(context)).toBe(true);
  expect(uses).toEqual([{ plugin: "library", scopes: ["User.Read"], signal: closing.signal, purpose: "read" }]);
});

it("uses the signal of the read where there is one", () => {
  const { signal } = new AbortController();
  expect(createContexts().contexts.forRead("discovery", signal).signal).toBe(signal);
});

it.each<[what: string, report: object, purpose: Parameters<ReturnType<typeof createCallContexts>["forRead"]>[0], message: string]>([
  ["a feed", { feeds: { books: { offered: false, reason: "Books need User.Read." } } }, { feed: "books" }, "Books need User.Read."],
  ["a sensor", { sensors: { visitors: { offered: false, reason: "Not yet." } } }, { sensor: "visitors" }, "Not yet."],
  ["a discovery", { access: "off", reason: "User.Read is missing." }, "discovery", "User.Read is missing."],
  ["a discovery beside services", { access: "services", reason: "User.Read is missing." }, "discovery", "User.Read is missing."],
  ["a plugin that is off without a reason", { access: "off" }, { feed: "books" }, "Library lacks a permission. Sign in again."],
])("refuses a read of %s whose permission is missing", (_, report, purpose, message) => {
  const { contexts, uses } = createContexts(report);
  expect(() => contexts.forRead(purpose)).toThrow(expect.objectContaining({ code: "scope-not-granted", message }));
  expect(uses).toEqual([]);
});

it("gives a service its own scopes in addition, and says whether it may be repeated", () => {
  const { contexts, uses } = createContexts();
  contexts.forService("close", new AbortController().signal);
  contexts.forService("add", new AbortController().signal);
  expect(uses).toMatchObject([
    { plugin: "library", scopes: ["User.Read", "Tasks.ReadWrite"], purpose: "service", repeatable: true },
    { plugin: "library", scopes: ["User.Read", "Tasks.ReadWrite"], purpose: "service", repeatable: false },
  ]);
});

it("uses the signal of the call", () => {
  const { signal } = new AbortController();
  expect(createContexts().contexts.forService("add", signal).signal).toBe(signal);
});

it.each([
  [{ services: { add: { offered: false, reason: "Updates are off.", scopes: [] } } }, "Updates are off."],
  [{ services: {} }, "library/add is not offered."],
])("refuses a service that is not offered", (report, message) => {
  const { contexts } = createContexts(report);
  expect(() => contexts.forService("add", new AbortController().signal)).toThrow(
    expect.objectContaining({ code: "service-refused", message }),
  );
});

it("writes the plugin's lines with account and plugin", () => {
  const { contexts, lines } = createContexts();
  const { log } = contexts.forRead("discovery");
  for (const level of ["debug", "info", "warn", "error"] as const) log[level](`at ${level}`, { n: 1 });
  expect(lines).toEqual(["debug", "info", "warn", "error"].map((level) => [level, `[home/library] at ${level}`, { n: 1 }]));
});

it("keeps what the plugin remembers until it is cleared", () => {
  const { contexts } = createContexts();
  const count = () => ++contexts.forRead("discovery").memory("calls", () => ({ n: 0 })).n;
  expect([count(), count()]).toEqual([1, 2]);
  expect(contexts.forRead("discovery").memory("other", () => "new")).toBe("new");
  contexts.clearMemory();
  expect(count()).toBe(1);
});
