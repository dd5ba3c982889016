import { definePlugin, service } from "@casement/core";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const tenant = "contoso.example";
const user = "ada@contoso.example";
const clientId = "11111111-1111-4111-8111-111111111111";
const redirectUri = "http://localhost:8365/auth/callback";

const presence = definePlugin({
  id: "presence",
  title: "Presence",
  scopes: { "Presence.Read": { tier: "read", why: "Show your presence" } },
  sensors: {
    own: {
      title: "Own",
      scope: "Presence.Read",
      every: "1m",
      value: z.object({ state: z.string() }),
      read: async ({ graph }) => ({ state: (await graph.get<{ availability: string }>("/me/presence")).availability }),
    },
  },
});
const lists = definePlugin({
  id: "lists",
  title: "Lists",
  scopes: { "Tasks.Read": { tier: "read", why: "Count lists" }, "Mail.Send": { tier: "update", why: "Send lists" } },
  sensors: {
    count: {
      title: "Count",
      scope: "Tasks.Read",
      every: "1m",
      value: z.object({ state: z.number() }),
      read: async ({ graph }) => ({ state: (await graph.get<{ value: unknown[] }>("/me/todo/lists")).value.length }),
    },
    list: {
      title: "List",
      scope: "Tasks.Read",
      every: "1m",
      value: z.object({ state: z.string() }),
      instances: async ({ graph }) =>
        (await graph.get<{ value: { id: string; displayName: string }[] }>("/me/todo/lists")).value.map(({ id, displayName: title }) => ({
          id,
          title,
        })),
      read: async () => ({ state: "found" }),
    },
  },
  services: {
    send: service({
      title: "Send",
      input: z.object({}),
      output: z.object({}),
      scope: "Mail.Send",
      run: async ({ graph }) => {
        const message = { subject: "Lists", toRecipients: [{ emailAddress: { address: user } }] };
        await graph.send("POST", "/me/sendMail", { message });
        return {};
      },
    }),
    count: service({ title: "Count", input: z.object({}), output: z.object({}), effect: "read", scope: "Tasks.Read", run: () => ({}) }),
  },
});

async function managedHost(plugins: readonly (typeof presence | typeof lists)[] = [presence, lists]): Promise<TestHost> {
  const t = await createTestHost({ plugins: plugins.map((plugin) => ({ plugin }) as never), signedOut: true });
  t.emulator.control.entra.consentPolicy(tenant, "microsoft-managed");
  return t;
}

async function signInWith(t: TestHost, requestedSet: "all" | "read" | "self"): Promise<unknown> {
  const { url } = await t.account.signIn.callback(redirectUri, { requestedSet });
  const result = t.emulator.control.entra.signIn(url, { user });
  if (!("redirect" in result)) return result;
  const signedIn = await t.account.signIn.complete(result.redirect);
  await t.advance("15s");
  return signedIn;
}
const approve = (t: TestHost, ...scopes: string[]) => t.emulator.control.entra.grant(tenant, clientId, scopes);
const pluginOf = (t: TestHost, id: string) => t.account.status().plugins.find((plugin) => plugin.id === id);
const approvals = (t: TestHost) => t.events.filter(({ type }) => type === "account/approval-granted").map(({ payload }) => payload);

describe("where Microsoft manages consent", () => {
  it("the user starts with what needs no administrator; the rest waits, with the reason", async () => {
    await using t = await managedHost();
    expect(await signInWith(t, "all")).toMatchObject({ page: "need-admin", code: 90094 });
    expect(await signInWith(t, "self")).toMatchObject({ outcome: "signed-in", missing: [] });
    expect(t.account.status()).toMatchObject({ state: "signed-in", requestedSet: "self" });
    expect(pluginOf(t, "presence")).toMatchObject({ access: "read", missing: [] });
    expect(pluginOf(t, "presence")).not.toHaveProperty("state");
    expect(pluginOf(t, "lists")).toMatchObject({
      access: "services",
      state: "waiting-for-approval",
      missing: ["Tasks.Read"],
      reason: expect.stringMatching(/Waiting for approval: Tasks.Read/),
    });
    expect(t.sensor("presence/own")).toMatchObject({ state: "Offline", stale: false });
    expect(t.sensor("lists/count").state).toBeUndefined();
  });

  it("a service works although its plugin cannot read", async () => {
    await using t = await managedHost();
    await signInWith(t, "self");
    await t.account.call("lists/send");
    expect(t.emulator.control.mail.sent()).toHaveLength(1);
    await expect(t.account.call("lists/count")).rejects.toMatchObject({ code: "service-refused" });
  });

  it("a plugin that waits is no problem: it does not look for its sensors, and finds them after the approval", async () => {
    await using t = await managedHost();
    await signInWith(t, "self");
    await expect(t.account.call("account/rescan")).resolves.toEqual({ sensors: 2 });
    expect(pluginOf(t, "lists")).not.toHaveProperty("error");
    expect(t.account.status()).not.toHaveProperty("problem");
    approve(t, "Tasks.Read");
    await t.advance("65m");
    await expect(t.account.call("account/rescan")).resolves.toEqual({ sensors: 4 });
    expect(t.account.status()).not.toHaveProperty("problem");
  });

  it("plugins start by themselves within about an hour after the approval, without a restart", async () => {
    await using t = await managedHost();
    await signInWith(t, "self");
    await t.advance("2h");
    expect(t.account.status()).toMatchObject({ state: "signed-in", requestedSet: "self" });
    expect(approvals(t)).toEqual([]);
    approve(t, "Tasks.Read");
    await t.advance("65m");
    expect(approvals(t)).toEqual([{ scopes: ["Tasks.Read"], plugins: ["lists"] }]);
    expect(t.account.status().requestedSet).toBe("all");
    expect(pluginOf(t, "lists")).toMatchObject({ access: "update", missing: [] });
    expect(t.sensor("lists/count")).toMatchObject({ state: expect.any(Number), stale: false });
  });

  it("also if nothing works until then", async () => {
    await using t = await managedHost([lists]);
    await signInWith(t, "self");
    approve(t, "Tasks.Read");
    await t.advance("65m");
    expect(pluginOf(t, "lists")).toMatchObject({ access: "update" });
  });

  it("an approval can be asked for at once, and a refusal leaves the account as it was", async () => {
    await using t = await managedHost();
    await signInWith(t, "self");
    await t.account.signIn.renew();
    expect(t.account.status()).toMatchObject({ state: "signed-in", requestedSet: "self" });
    expect(pluginOf(t, "presence")).toMatchObject({ access: "read" });
    approve(t, "Tasks.Read");
    await t.account.signIn.renew();
    await t.advance("1s");
    expect(pluginOf(t, "lists")).toMatchObject({ access: "update" });
  });

  it("the choice survives a restart", async () => {
    await using t = await managedHost();
    await signInWith(t, "self");
    await using again = await t.restart({ signedOut: true });
    expect(again.account.status()).toMatchObject({ state: "signed-in", requestedSet: "self" });
    approve(again, "Tasks.Read");
    await again.advance("65m");
    expect(pluginOf(again, "lists")).toMatchObject({ access: "update" });
    expect(approvals(again)).toHaveLength(1);
  });
});

it("updates that were left out on purpose stay off, although they are granted", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: lists }] });
  expect(pluginOf(t, "lists")).toMatchObject({ access: "update" });
  await signInWith(t, "read");
  await t.advance("3h");
  expect(t.account.status().requestedSet).toBe("read");
  expect(pluginOf(t, "lists")).toMatchObject({ access: "read" });
  expect(pluginOf(t, "lists")).not.toHaveProperty("state");
  expect(approvals(t)).toEqual([]);
});

it("a permission that is withdrawn turns its plugin off, the problem says what to do, and an approval turns it on again", async () => {
  await using t = await managedHost();
  approve(t, "Tasks.Read");
  expect(await signInWith(t, "all")).toMatchObject({ outcome: "signed-in" });
  t.emulator.control.entra.revoke(tenant, clientId, ["Tasks.Read"]);
  await t.account.signIn.renew();
  await t.advance("2m");
  expect(pluginOf(t, "presence")).toMatchObject({ access: "read" });
  expect(pluginOf(t, "lists")).toMatchObject({ access: "services", missing: ["Tasks.Read"] });
  expect(t.account.status().problem).toMatchObject({
    code: "stale",
    message: "3 of 4 sensors are out of date: Microsoft did not grant Tasks.Read. Sign in again, or ask an administrator to approve it.",
    cure: "Until then, they keep their last values.",
  });
  approve(t, "Tasks.Read");
  await t.advance("65m");
  expect(pluginOf(t, "lists")).toMatchObject({ access: "update", missing: [] });
  expect(t.account.status()).not.toHaveProperty("problem");
});
