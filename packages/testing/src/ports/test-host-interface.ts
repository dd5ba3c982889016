import { definePlugin } from "@casement/core";
import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import type { Host } from "@casement/host";
import { describe, expect, it } from "vitest";
import type { TestHost, TestHostOptions } from "../create-test-host.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

/** An implementation of `Host` under test. */
export interface HostRig extends AsyncDisposable {
  readonly host: Host;
  /** The host that runs the accounts. Can be the same. */
  readonly owner: TestHost;
  /** Resolves when `host` shows what `owner` knows now. */
  caughtUp(): Promise<void>;
}

const ada = "ada@contoso.example";
const eve = "eve@contoso.example";

/** Two accounts with the same plugins: `home` shows three lists and an inbox, `work` reuses its sign-in and shows the same. */
function twoAccounts(): TestHostOptions {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({ domain: "contoso.example" });
  for (const user of [ada, eve]) emulator.directory.addUser({ userPrincipalName: user, displayName: user, timeZone: "UTC" });
  for (const list of ["Errands", "Groceries"]) emulator.control.todo.addList(ada, list);
  const plugins = [{ plugin: todoSlice }, { plugin: mailSlice }];
  const { name, ...work } = { name: "work", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", enableUpdate: true };
  return { plugins, moreAccounts: [{ name, ...work, signIn: "home", plugins }], emulator, clock, user: ada };
}

type Tested = Pick<HostRig, "host" | "caughtUp"> & Pick<TestHost, "emulator" | "advance">;

/** Registers the contract test of an implementation of `Host` in a test file of vitest. `createRig`: makes it on a host with these options. */
export function testHostInterface(name: string, createRig: (options: TestHostOptions) => Promise<HostRig>): void {
  describe(`host: ${name}`, () => {
    const test = (promise: string, check: (t: Tested) => Promise<void>): void =>
      it(promise, async () => {
        await using rig = await createRig(twoAccounts());
        const { owner: t, host } = rig;
        await rig.caughtUp();
        await check({ ...rig, host, emulator: t.emulator, advance: (time) => t.advance(time).then(rig.caughtUp) });
      });

    test("lists sensors without attributes at once, and with them when asked", async (t) => {
      const sensors = await t.host.sensors();
      const withoutLarge = sensors.map(({ attributes: _, present: __, ...summary }) => summary);
      expect(t.host.index()).toEqual(withoutLarge);
      expect(sensors.find(({ id }) => id === "home/todo-slice/groceries")?.attributes).toBeDefined();
      expect(await t.host.sensor("home/mail-slice/inbox")).toEqual(sensors.find(({ id }) => id === "home/mail-slice/inbox"));
      await expect(t.host.sensor("home/mail-slice/inbx")).rejects.toMatchObject({ code: "sensor-unknown" });
    });

    test("selects sensors by account, plugin and id, and in pages", async (t) => {
      const ids = (query: Parameters<typeof t.host.index>[0]) => t.host.index(query).map(({ id }) => id);
      const all = ids({});
      expect(all.length).toBeGreaterThanOrEqual(6);
      expect(ids({ account: "work" })).toEqual(all.filter((id) => id.startsWith("work/")));
      expect(ids({ account: "work", plugin: "mail-slice" })).toEqual(["work/mail-slice/inbox"]);
      expect(ids({ plugin: "mail" })).toEqual([]);
      expect(ids({ ids: ["work/mail-slice/inbox", "nowhere"], account: "home" })).toEqual([]);
      expect(ids({ ids: [] })).toEqual([]);
      const paged: string[] = [];
      for (let page = ids({ limit: 2 }); page.length > 0; page = ids({ limit: 2, after: page.at(-1)! })) {
        expect(page.length).toBeLessThanOrEqual(2);
        paged.push(...page);
      }
      expect(paged).toEqual([...all].sort());
      expect(() => t.host.index({ account: "wrk" })).toThrow(/Did you mean work/);
      await expect(t.host.sensors({ account: "wrk" })).rejects.toMatchObject({ code: "account-unknown" });
    });

    test("lists services, plugins, events and costs of one account", async (t) => {
      t.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
      await t.advance("1m");
      const accountsOf = (entries: readonly { readonly account: string }[]) => [...new Set(entries.map(({ account }) => account))];
      expect(accountsOf(await t.host.services())).toEqual(["home", "work"]);
      expect(accountsOf(await t.host.services("work"))).toEqual(["work"]);
      expect(accountsOf(await t.host.plugins("work"))).toEqual(["work"]);
      const { events } = await t.host.events.after(undefined, { account: "work" });
      expect(accountsOf(events)).toEqual(["work"]);
      expect((await t.host.events.after(undefined, { account: "work", limit: 1 })).events).toEqual(events.slice(0, 1));
      expect(Object.keys(await t.host.graphMetrics())).toEqual(["home", "work"]);
      expect((await t.host.graphMetrics("home")).home?.total.requests).toBeGreaterThan(0);
      for (const read of [t.host.services("wrk"), t.host.plugins("wrk"), t.host.graphMetrics("wrk")])
        await expect(read).rejects.toMatchObject({ code: "account-unknown" });
    });

    test("gives the value of a sensor with the plugin's type", async (t) => {
      const value = await t.host.account("work").sensor(mailSlice, "folder");
      expect(value).toMatchObject({ state: t.host.index({ ids: ["work/mail-slice/inbox"] })[0]?.state });
      await expect(t.host.account("work").sensor(todoSlice, "list", "nothing")).rejects.toMatchObject({ code: "sensor-unknown" });
      const elsewhere = definePlugin({ id: "elsewhere", title: "Elsewhere", scopes: {} });
      await expect(t.host.account("home").sensor(elsewhere, "thing" as never)).rejects.toMatchObject({ code: "sensor-unknown" });
    });

    test("finds the account that started a sign-in, also where accounts share one", async (t) => {
      const redirectUri = "http://localhost/auth/callback";
      const { url } = await t.host.account("work").signIn.callback(redirectUri, { requestedSet: "read" });
      const browser = t.emulator.control.entra.signIn(url, { user: ada });
      if (!("redirect" in browser)) throw new Error("The emulator refused the sign-in.");
      const account = await t.host.signInFor(browser.redirect);
      expect(account?.name).toBe("work");
      expect(await account?.signIn.complete(browser.redirect)).toMatchObject({ outcome: "signed-in" });
      expect(t.host.account("work").status().requestedSet).toBe("read");
      expect(await t.host.signInFor(`${redirectUri}?state=unknown&code=1`)).toBeUndefined();
      expect(await t.host.signInFor("no address")).toBeUndefined();
    });
  });
}
