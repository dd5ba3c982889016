import { definePlugin } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { createTestHost } from "../create-test-host.ts";

/** A feed whose rounds never end: without anything new, or with one new item on each page. */
function createEndless(hasNews: boolean) {
  const feed = { pages: 0 };
  const plugin = definePlugin({
    id: "endless",
    title: "Endless",
    scopes: { "User.Read": { tier: "read", why: "" } },
    feeds: {
      things: {
        scope: "User.Read",
        every: "1m",
        item: z.object({}),
        sync({ cursor }) {
          feed.pages++;
          const next = String(Number(cursor ?? 0) + 1);
          return { put: hasNews ? { [next]: {} } : {}, removed: [], cursor: next, more: true };
        },
      },
    },
    sensors: {
      thing: {
        title: "Thing",
        feed: "things",
        value: z.object({ state: z.number() }),
        view: ({ items }) => ({ value: { state: items.size } }),
      },
      one: { title: "One", scope: "User.Read", every: "1m", value: z.object({ state: z.number() }), read: () => ({ state: 1 }) },
    },
  });
  return { feed, plugin };
}

it("is named and ended when nothing is new", async () => {
  const { feed, plugin } = createEndless(false);
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect(t.account.status().state).toBe("signed-in");
  await t.advance("1m");
  expect(t.sensor("endless/thing")).toMatchObject({
    stale: true,
    error: expect.stringMatching(/^Plugin "endless" does not end: 50 pages/),
  });
  expect(t.sensor("endless/one")).toMatchObject({ state: 1, stale: false });
  expect(t.log.filter((line) => /^error .*does not end/.test(line))).toHaveLength(1);
  expect(t.account.status().problem).toMatchObject({ code: "stale" });
  const { pages } = feed;
  await t.advance("60m");
  expect(feed.pages - pages).toBeLessThanOrEqual(50 * 15);
});

it("that brings news may last: the sign-in ends, its sensor says that it is read, and the host stops at once", async () => {
  const { feed, plugin } = createEndless(true);
  const t = await createTestHost({ plugins: [{ plugin }], signedOut: true });
  const device = await t.account.signIn.deviceCode();
  t.emulator.control.entra.approveDevice(device.userCode, "ada@contoso.example");
  await t.clock.advance(10_000);
  expect(await device.done).toMatchObject({ outcome: "signed-in" });
  while (feed.pages < 5) await new Promise(setImmediate);
  expect(t.sensor("endless/thing")).toMatchObject({ stale: true, error: "Being read for the first time." });
  expect(t.account.status().plugins[0]).toHaveProperty("syncing");
  // The clock stands still: no time limit of the host helps.
  await t.host.stop();
  const { pages } = feed;
  await new Promise(setImmediate);
  expect(feed.pages).toBe(pages);
  await t[Symbol.asyncDispose]();
});
