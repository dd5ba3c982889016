import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";

const events = { rang: z.object({ times: z.number() }), stopped: z.object({}) };
const bellPlugin = definePlugin({
  id: "bell",
  title: "Bell",
  scopes: { "User.Read": { tier: "read", why: "Show who you are" } },
  events,
  services: {
    ring: service({
      events,
      title: "Ring",
      input: z.object({ times: z.number() }),
      output: z.object({}),
      scope: "User.Read",
      run: ({ input, raise }) => {
        raise({ event: "rang", payload: input });
        raise({ event: "stopped", payload: {} });
        return {};
      },
    }),
  },
});
const hornPlugin = { ...bellPlugin, id: "horn" };

it("calls a listener for one event of one account, until it is ended", async () => {
  const clientId = "11111111-1111-4111-8111-111111111111";
  const second = { name: "second", clientId, accountType: "work", signIn: "home", plugins: [{ plugin: bellPlugin }] };
  await using t = await createTestHost({ plugins: [{ plugin: bellPlugin }], moreAccounts: [second] });
  const heard: unknown[] = [];
  const end = t.account.on(bellPlugin, "rang", ({ times }, { account, type }) => void heard.push([times, account, type]));
  await t.account.call("bell/ring", { times: 1 });
  await t.host.account("second").call("bell/ring", { times: 2 });
  end();
  await t.account.call("bell/ring", { times: 3 });
  expect(heard).toEqual([[1, "home", "bell/rang"]]);
});

it("refuses to listen to what the account does not have", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: bellPlugin }] });
  expect(() => t.account.on(bellPlugin, "rnag" as "rang", () => {})).toThrow('Account home has no plugin "bell" with an event "rnag".');
  expect(() => t.account.on(hornPlugin as unknown as typeof bellPlugin, "rang", () => {})).toThrow('has no plugin "horn"');
});
