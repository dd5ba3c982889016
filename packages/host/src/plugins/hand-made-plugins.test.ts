import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const scopes = { "User.Read": { tier: "read", why: "Show who you are" } } as const;
const value = z.object({ state: z.number() });

it("forgets what a plugin keeps in memory when the account signs out, also if its data is kept", async () => {
  const plugin = definePlugin({
    id: "counter",
    title: "Counter",
    scopes,
    services: {
      count: service({
        title: "Count",
        input: z.object({}),
        output: z.number(),
        scope: "User.Read",
        run: ({ memory }) => ++memory("calls", () => ({ n: 0 })).n,
      }),
    },
  });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect([await t.account.call("counter/count"), await t.account.call("counter/count")]).toEqual([1, 2]);
  await t.account.logout({ keepData: true });
  await t.signIn();
  expect(await t.account.call("counter/count")).toBe(1);
});

it.each(["soon", 60_000, "0s"])("does not start a plugin whose interval turns out to be %j, and says so", async (every) => {
  const sensor = { title: "S", scope: "User.Read", every: (() => every) as never, value, read: () => ({ state: 1 }) } as const;
  const plugin = definePlugin({ id: "odd", title: "Odd", scopes, sensors: { s: sensor } });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect(t.account.status().plugins[0]).toMatchObject({
    failed: true,
    error: expect.stringContaining("sensors.s.every did not return a duration"),
  });
});

it("names the feed whose interval is none", async () => {
  const feed = { scope: "User.Read", every: (() => "soon") as never, item: z.object({}), sync: () => undefined } as const;
  const sensor = { title: "S", feed: "f", value, view: () => ({ value: { state: 1 } }) } as const;
  const plugin = definePlugin({ id: "odd", title: "Odd", scopes, feeds: { f: feed }, sensors: { s: sensor } });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect(t.account.status().plugins[0]?.error).toContain("feeds.f.every did not return a duration");
});

describe.each<[what: string, raised: unknown]>([
  ["at an invalid time", { event: "e", payload: {}, at: new Date(Number.NaN) }],
  ["at a time that is a text", { event: "e", payload: {}, at: "2026-03-02T08:00:00Z" }],
  ["that is null", null],
  ["with the name of a member of every object", { event: "constructor", payload: {} }],
])("an event %s", (_, raised) => {
  it("is discarded, and the feed and the service go on", async () => {
    let n = 0;
    const plugin = definePlugin({
      id: "odd",
      title: "Odd",
      scopes,
      events: { e: z.object({}) },
      feeds: {
        f: {
          scope: "User.Read",
          every: "1m",
          item: z.object({ n: z.number() }),
          sync: () => ({ put: { a: { n: n++ } }, removed: [], cursor: "c" }),
          changed: () => [raised] as never,
        },
      },
      sensors: { s: { title: "S", feed: "f", value, view: ({ items }) => ({ value: { state: items.get("a")?.n ?? 0 } }) } },
      services: {
        go: {
          title: "Go",
          input: z.object({}),
          output: z.number(),
          scope: "User.Read",
          run: ({ raise }) => {
            raise(raised as never);
            return 1;
          },
        },
      },
    });
    await using t = await createTestHost({ plugins: [{ plugin }] });
    await t.advance("2m");
    expect(t.sensor("odd/s")).toMatchObject({ state: n - 1, error: undefined });
    expect(await t.account.call("odd/go")).toBe(1);
    expect(t.log.some((line) => line.startsWith("error [home/odd] raised "))).toBe(true);
    expect(t.events.filter(({ type }) => type.startsWith("odd/"))).toEqual([]);
  });
});

it("does not log the name of an error where it is a text of its own", async () => {
  const fail = (): never => {
    throw Object.assign(new Error("x"), { name: "SECRET name" });
  };
  const go = { title: "Go", input: z.object({}), output: z.object({}), scope: "User.Read", run: fail } as const;
  await using t = await createTestHost({ plugins: [{ plugin: definePlugin({ id: "odd", title: "Odd", scopes, services: { go } }) }] });
  await expect(t.account.call("odd/go")).rejects.toMatchObject({ code: "plugin-failed", message: expect.not.stringContaining("SECRET") });
  expect(t.log.filter((line) => line.includes("SECRET") && !line.startsWith("debug"))).toEqual([]);
});

it("names the service whose reachesOthers throws, and quotes nothing", async () => {
  const plugin = definePlugin({
    id: "odd",
    title: "Odd",
    scopes,
    services: {
      go: {
        title: "Go",
        input: z.object({}),
        output: z.object({}),
        scope: "User.Read",
        reachesOthers: () => {
          throw new Error("SECRET");
        },
        run: () => ({}),
      },
    },
  });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  await expect(t.account.reachesOthers("odd/go")).rejects.toMatchObject({
    code: "plugin-failed",
    message: expect.stringMatching(/^reachesOthers of odd\/go failed with Error at (?!.*SECRET)/),
  });
});
