import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const anything = z.object({ state: z.number(), more: z.unknown() });
const circular: Record<string, unknown> = {};
circular.self = circular;

/** Returns what a plugin in plain JavaScript could return. */
const oddPlugin = (more: unknown) =>
  definePlugin({
    id: "odd",
    title: "Odd",
    scopes: { "User.Read": { tier: "read", why: "Show who you are" } },
    events: { happened: z.object({ more: z.unknown() }) },
    feeds: {
      pair: {
        scope: "User.Read",
        every: "1m",
        item: z.object({ more: z.unknown() }),
        sync: () => ({ put: { good: { more: 1 }, odd: { more } }, removed: [], cursor: "", restart: true }),
      },
    },
    sensors: {
      good: { title: "Good", scope: "User.Read", every: "1m", value: anything, read: () => ({ state: 1, more: { fine: true } }) },
      odd: { title: "Odd", scope: "User.Read", every: "1m", value: anything, read: () => ({ state: 1, more: { deep: [more] } }) },
      pair: { title: "Pair", feed: "pair", value: anything, view: ({ items }) => ({ value: { state: items.size, more: null } }) },
    },
    services: {
      give: service({
        events: { happened: z.object({ more: z.unknown() }) },
        title: "Give",
        input: z.object({}),
        output: z.unknown(),
        scope: "User.Read",
        run: ({ raise }) => {
          raise({ event: "happened", payload: { more } });
          return { more };
        },
      }),
    },
  });

describe.each([
  ["a BigInt", 10n, "is a BigInt"],
  ["a circular object", circular, "contains itself"],
  ["NaN", Number.NaN, "is NaN"],
  ["a date", new Date(0), "is a Date"],
])("%s", (_, more, reason) => {
  it("stops one sensor, whose error names plugin and path", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: oddPlugin(more) }] });
    expect(t.sensor("odd/good")).toMatchObject({ state: 1, stale: false, error: undefined });
    const { error, state } = t.sensor("odd/odd");
    expect(state).toBeUndefined();
    expect(error).toContain("odd/odd returned a value that is not JSON: more.*.0");
    expect(error).toContain(reason);
    const sensors = await t.host.sensors();
    expect(() => JSON.stringify(sensors)).not.toThrow();
  });

  it("is refused as a result, a payload and an item", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: oddPlugin(more) }] });
    expect(t.sensor("odd/pair").state).toBe(1);
    await expect(t.account.call("odd/give")).rejects.toMatchObject({ code: "output-invalid", message: expect.stringContaining(reason) });
    expect(t.events.filter(({ type }) => type === "odd/happened")).toEqual([]);
    expect(t.log.filter((line) => line.includes("payload that is not JSON"))).toHaveLength(1);
    expect(t.log.some((line) => line.includes("skips an item that is not JSON"))).toBe(true);
    await using after = await t.restart();
    expect(after.sensor("odd/pair").state).toBe(1);
  });
});
