import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";

const diary = definePlugin({
  id: "diary",
  title: "Diary",
  scopes: { "User.Read": { tier: "read", why: "Read" } },
  events: { written: z.object({ id: z.string(), text: z.string().meta({ "x-private": true }) }) },
  sensors: {
    today: {
      title: "Today",
      scope: "User.Read",
      every: "1h",
      value: z.object({ state: z.number(), pages: z.array(z.object({ text: z.string().meta({ "x-private": true }) })) }),
      read: () => ({ state: 0, pages: [] }),
    },
  },
  texts: { de: { title: "Tagebuch" } },
});
const plain = definePlugin({ id: "plain", title: "Plain", scopes: { "User.Read": { tier: "read", why: "Read" } } });

it("tells surfaces the titles, events, private texts and translations of each plugin, and of the account", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: diary }, { plugin: plain }], signedOut: true });
  const [account, ...plugins] = await t.host.plugins();
  expect(plugins).toEqual([
    {
      account: "home",
      id: "diary",
      title: "Diary",
      sensors: { today: "Today" },
      events: ["written"],
      privatePaths: { sensors: { today: ["pages.*.text"] }, events: { written: ["text"] } },
      texts: { de: { title: "Tagebuch" } },
    },
    { account: "home", id: "plain", title: "Plain", sensors: {}, events: [], privatePaths: { sensors: {}, events: {} } },
  ]);
  // The paths of a schema are found once.
  expect(plugins[0]!.privatePaths.events.written).toBe(plugins[0]!.privatePaths.events.written);
  expect(account).toMatchObject({
    account: "home",
    id: "account",
    title: "Account",
    sensors: {},
    events: [
      "signed-in",
      "signed-out",
      "sign-in-required",
      "permissions-changed",
      "approval-granted",
      "secret-expiring",
      "call-failed",
      "webhook-switched-off",
      "agent-refused",
    ],
    privatePaths: { sensors: {}, events: {} },
  });
});
