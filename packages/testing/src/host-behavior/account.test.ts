import { definePlugin } from "@casement/core";
import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import { clockSlice } from "../slices/clock-slice.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

const ada = "ada@contoso.example";
const types = (t: TestHost) => t.events.map((event) => event.type);

describe("a sign-in that breaks while running", () => {
  it("keeps the last values as stale, reports the cure once, and recovers after one sign-in", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }] });
    t.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
    await t.advance("30s");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: false });

    t.emulator.control.entra.endRefreshTokens("revoked");
    t.emulator.control.entra.endAccessTokens("revoked");
    await t.advance("30s");
    expect(t.account.status()).toMatchObject({ state: "sign-in-required", problem: { code: "AADSTS50173" } });
    expect(t.account.status().problem?.cure).toMatch(/sign in/i);
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: true });
    await t.advance("10m");
    expect(types(t).filter((type) => type === "account/sign-in-required")).toHaveLength(1);

    await t.signIn();
    expect(t.account.status().state).toBe("signed-in");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: false });
    expect(types(t).at(-1)).toBe("account/signed-in");
  });
});

describe("a permission that is revoked", () => {
  it("switches off only its plugin, raises an event, and causes no more requests", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }, { plugin: todoSlice }] });
    t.emulator.control.entra.settings.missingScopeAtRefresh = "shrink";
    t.emulator.control.entra.revoke(ada, t.account.options.clientId, ["Mail.ReadBasic"]);
    await t.advance("70m");
    expect(t.account.status().plugins.map(({ id, access }) => [id, access])).toEqual([
      ["mail-slice", "off"],
      ["todo-slice", "update"],
    ]);
    expect(t.events.filter((event) => event.type === "account/permissions-changed").map((event) => event.payload)).toMatchObject([
      { lost: ["Mail.ReadBasic"], gained: [] },
    ]);
    t.emulator.control.counters.reset();
    await t.advance("10m");
    const asked = Object.keys(t.emulator.control.counters.report().calls);
    expect(asked.filter((call) => call.includes("mailFolders"))).toEqual([]);
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ stale: true });
    expect(t.sensor("mail-slice/inbox").error).toContain("Mail.ReadBasic");
  });
});

describe("updates that only an administrator may approve", () => {
  it("can be skipped: the account reads, refuses the service with a reason, and gets the updates after the approval", async () => {
    const clock = createFakeClock();
    const emulator = createEmulator({ clock });
    emulator.directory.addTenant({ domain: "contoso.example", adminOnlyScopes: new Set(["Tasks.ReadWrite"]) });
    await using t = await createTestHost({ plugins: [{ plugin: todoSlice }], emulator, clock, signedOut: true });
    emulator.control.todo.addList(ada, "Groceries");

    const callback = await t.account.signIn.callback("http://localhost:8365/auth/callback");
    const blocked = emulator.control.entra.signIn(callback.url, { user: ada, decision: "cancel" });
    expect("redirect" in blocked && (await t.account.signIn.complete(blocked.redirect))).toMatchObject({
      outcome: "approval-required",
      code: "AADSTS90094",
    });

    const reduced = await t.account.signIn.callback("http://localhost:8365/auth/callback", { requestedSet: "read" });
    const done = emulator.control.entra.signIn(reduced.url, { user: ada });
    expect("redirect" in done && (await t.account.signIn.complete(done.redirect))).toMatchObject({ outcome: "signed-in" });
    await t.advance("15s");
    expect(t.account.status()).toMatchObject({ requestedSet: "read", plugins: [{ access: "read" }] });
    expect(t.sensor("todo-slice/groceries").state).toBe(0);
    await expect(t.account.call("todo-slice/add-task", { title: "Milk", sensor: "groceries" })).rejects.toMatchObject({
      code: "service-refused",
    });

    await using again = await t.restart();
    expect(again.account.status()).toMatchObject({ requestedSet: "read", state: "signed-in" });
    emulator.control.entra.grant("contoso.example", again.account.options.clientId, ["Tasks.ReadWrite"]);
    await again.signIn();
    expect(again.account.status()).toMatchObject({ requestedSet: "all", plugins: [{ access: "update" }] });
    await again.account.call("todo-slice/add-task", { title: "Milk", sensor: "groceries" });
    expect(again.sensor("todo-slice/groceries").state).toBe(1);
  });
});

describe("two accounts", () => {
  it("share no object, no data and no pause", async () => {
    const clock = createFakeClock();
    const emulator = createEmulator({ clock });
    emulator.directory.addTenant({ domain: "contoso.example" });
    emulator.directory.addUser({ userPrincipalName: "eve@contoso.example", displayName: "Eve" });
    const seen = new Map<string, Set<unknown>>();
    const spy = definePlugin({
      id: "spy",
      title: "Spy",
      scopes: { "User.Read": { tier: "read", why: "Who am I" } },
      sensors: {
        me: {
          title: "Me",
          scope: "User.Read",
          every: "15s",
          value: z.object({ state: z.string() }),
          async read(call) {
            const objects = seen.get(call.account.name) ?? new Set();
            seen.set(call.account.name, objects.add(call.graph).add(call.account).add(call.log).add(call.signal));
            return { state: (await call.graph.get<{ userPrincipalName: string }>("/me")).userPrincipalName };
          },
        },
      },
    });
    const eve = {
      name: "eve",
      clientId: "22222222-2222-4222-8222-222222222222",
      accountType: "work",
      timeZone: "UTC",
      plugins: [{ plugin: spy }],
    };
    await using t = await createTestHost({ plugins: [{ plugin: spy }], moreAccounts: [eve], emulator, clock });
    const device = await t.host.account("eve").signIn.deviceCode();
    emulator.control.entra.approveDevice(device.userCode, "eve@contoso.example");
    await t.advance("15s");
    await device.done;
    await t.host.settled();
    expect((await t.host.sensor("home/spy/me")).state).toBe(ada);
    expect((await t.host.sensor("eve/spy/me")).state).toBe("eve@contoso.example");
    const [home, other] = [seen.get("home"), seen.get("eve")];
    expect([...(home ?? [])].filter((object) => other?.has(object))).toEqual([]);

    emulator.control.faults.add({ user: ada, status: 429, retryAfter: "3600" });
    await t.advance("60s");
    emulator.control.counters.reset();
    await t.advance("60s");
    expect((await t.host.sensor("home/spy/me")).stale).toBe(true);
    expect((await t.host.sensor("eve/spy/me")).stale).toBe(false);
    const { accounts } = emulator.control.counters.report();
    expect(accounts["eve@contoso.example"]?.requests).toBe(4);
    expect(accounts[ada]).toBeUndefined();
    expect(Object.keys(t.account.status().throttledUntil)).toHaveLength(1);
  });
});

describe("an outage of Graph", () => {
  it("at the start: the last values are stale, the host recovers on its own, and repeats no event", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }] });
    t.emulator.control.mail.addMessage(ada, "inbox", { subject: "One", receivedDateTime: t.clock.now().toISOString() });
    await t.advance("30s");
    expect(types(t).filter((type) => type === "mail-slice/message-received")).toHaveLength(1);
    t.emulator.control.faults.add({ status: 503 });
    await using again = await t.restart();
    expect(again.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: true });
    t.emulator.control.faults.clear();
    await again.advance("6m");
    expect(again.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: false, error: undefined });
    expect(types(again)).toEqual([]);
    expect((await again.host.events.after()).events.map((event) => event.type)).toEqual([
      "account/signed-in",
      "mail-slice/message-received",
    ]);
  });
});

describe("sensors that appear and disappear", () => {
  it("keep their slug, stay as gone after they are removed, and never lose their slug to another sensor", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
    const list = t.emulator.control.todo.addList(ada, "Groceries");
    await t.account.rescan();
    t.emulator.control.todo.removeList(ada, list);
    t.emulator.control.todo.addList(ada, "Groceries");
    await t.account.rescan();
    expect(t.sensor("todo-slice/groceries")).toMatchObject({ gone: true, stale: true });
    expect(t.sensor("todo-slice/groceries-2")).toMatchObject({ gone: false, stale: false });
    t.clock.jump(new Date(t.clock.now().getTime() + 31 * 24 * 3_600_000));
    await t.account.rescan();
    expect(() => t.sensor("todo-slice/groceries")).toThrow(/There is no sensor/);
    expect(t.sensor("todo-slice/groceries-2").gone).toBe(false);
  });
});

describe("a plugin that misbehaves", () => {
  it("is named, and does not affect the other plugins", async () => {
    const bad = definePlugin({
      id: "bad",
      title: "Bad",
      scopes: { "User.Read": { tier: "read", why: "" } },
      sensors: {
        thrower: {
          title: "Thrower",
          scope: "User.Read",
          every: "15s",
          value: z.object({ state: z.number() }),
          read: () => {
            throw new Error("secret subject");
          },
        },
        liar: {
          title: "Liar",
          scope: "User.Read",
          every: "15s",
          value: z.object({ state: z.number() }),
          read: () => ({ state: "no" }) as never,
        },
        climber: {
          title: "Climber",
          scope: "User.Read",
          every: "15s",
          value: z.object({ state: z.number() }),
          read: async ({ graph }) => ({ state: (await graph.get<unknown[]>("/me/messages")).length }),
        },
      },
    });
    await using t = await createTestHost({ plugins: [{ plugin: bad }, { plugin: clockSlice }] });
    await t.advance("60s");
    expect(t.sensor("clock-slice/calendar").stale).toBe(false);
    expect(t.sensor("bad/thrower").error).not.toContain("secret");
    expect(t.sensor("bad/liar").error).toContain("bad/liar");
    expect(t.sensor("bad/climber").error).toContain("not covered");
    expect(Object.keys(t.emulator.control.counters.report().calls).filter((call) => call.includes("messages"))).toEqual([]);
    const faults = t.log.filter((line) => line.startsWith("error [home/bad]")).sort();
    expect(faults).toEqual([
      expect.stringMatching(/reading of sensor kind "climber" failed: .*not covered/),
      expect.stringMatching(/reading of sensor kind "liar" failed: .*expected number, received string/),
      expect.stringMatching(/reading of sensor kind "thrower" failed: Error at account\.test\.ts:\d+$/),
    ]);
    expect(t.log.filter((line) => line.includes("secret subject") && !line.startsWith("debug "))).toEqual([]);
    // For the author: what was thrown, and where.
    expect(
      t.log.some((line) => /^debug \[home\/bad\] reading of sensor kind "thrower" failed .*secret subject.*account\.test\.ts/.test(line)),
    ).toBe(true);
  });
});

describe("logout", () => {
  it("deletes tokens and data, and keeps the data on request", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }] });
    t.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
    await t.advance("30s");
    await t.account.logout({ keepData: true });
    expect(t.account.status().state).toBe("signed-out");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: true });
    await t.account.logout();
    expect(t.host.index()).toEqual([]);
    expect((await t.host.events.after()).events.filter((event) => event.type.startsWith("mail-slice/"))).toEqual([]);
    await t.signIn();
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: false });
  });
});
