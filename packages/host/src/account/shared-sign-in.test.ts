import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const home = (plugin: ReturnType<typeof createShelves>["plugin"]) => ({
  name: "home",
  clientId,
  accountType: "work",
  enableUpdate: true,
  plugins: [{ plugin }],
});

/** The account `second`, listed first, uses the sign-in of `home`. */
async function createSharedHost(options: { signedOut?: boolean; adminOnlyScopes?: Set<string> } = {}) {
  const [own, shared] = [createShelves(), createShelves()];
  const clock = createFakeClock();
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({
    domain: "contoso.example",
    ...(options.adminOnlyScopes && { adminOnlyScopes: options.adminOnlyScopes }),
  });
  const t = await createTestHost({
    plugins: [{ plugin: shared.plugin }],
    account: { name: "second", signIn: "home", enableUpdate: false },
    moreAccounts: [home(own.plugin)],
    emulator,
    clock,
    ...(options.signedOut && { signedOut: true }),
  });
  return { t, own, shared };
}

const states = (t: TestHost) => t.host.accounts.map(({ name, status }) => [name, status().state]);

describe("an account that uses the sign-in of another one", () => {
  it("is signed in with it, and has its own data", async () => {
    const { t, own, shared } = await createSharedHost();
    await using _ = t;
    expect(states(t)).toEqual([
      ["home", "signed-in"],
      ["second", "signed-in"],
    ]);
    shared.shelves.get("a")?.set("2", "Ivanhoe");
    await t.advance("1m");
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 2, stale: false });
    expect(await t.host.sensor("home/library/shelf-a")).toMatchObject({ state: 1, stale: false });
    expect(own.rounds.length).toBeGreaterThan(0);
  });

  it("leaves the sign-in as it is when the account is changed or removed", async () => {
    const { t } = await createSharedHost();
    await using _ = t;
    const device = await t.host.account("home").signIn.deviceCode();
    await t.host.removeAccount("second");
    expect(t.emulator.control.entra.approveDevice(device.userCode, "ada@contoso.example")).toMatchObject({ approved: true });
    await t.clock.advance(10_000);
    expect(await device.done).toMatchObject({ outcome: "signed-in" });
    await t.clock.advance(3 * 3_600_000);
    await t.host.account("home").refresh();
    expect(await t.host.sensor("home/library/shelf-a")).toMatchObject({ state: 1, stale: false });
  });

  it("requests the permissions of all its accounts, whichever signs in", async () => {
    const { t } = await createSharedHost();
    await using _ = t;
    for (const account of t.host.accounts) {
      const { url, cancel } = await account.signIn.callback("http://localhost:8365/auth/callback");
      cancel();
      expect(new URL(url).searchParams.get("scope")?.split(" ")).toEqual(expect.arrayContaining(["Tasks.ReadWrite", "User.Read"]));
    }
  });

  it("can sign in with read permissions only, for all its accounts", async () => {
    const { t } = await createSharedHost({ signedOut: true, adminOnlyScopes: new Set(["Tasks.ReadWrite"]) });
    await using _ = t;
    const { url } = await t.host.account("second").signIn.callback("http://localhost:8365/auth/callback", { requestedSet: "read" });
    expect(url).not.toContain("Tasks.ReadWrite");
    const result = t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
    expect("redirect" in result && (await t.host.account("second").signIn.complete(result.redirect))).toMatchObject({
      outcome: "signed-in",
    });
    expect(t.host.accounts.map(({ status }) => status().requestedSet)).toEqual(["read", "read"]);
    await using again = await t.restart();
    expect(states(again)).toEqual([
      ["home", "signed-in"],
      ["second", "signed-in"],
    ]);
    expect(again.host.accounts.map(({ status }) => status().requestedSet)).toEqual(["read", "read"]);
  });

  it("becomes stale, and fresh again, with the sign-in", async () => {
    const { t } = await createSharedHost();
    await using _ = t;
    await t.host.account("home").logout({ keepData: true });
    expect((await t.host.sensors()).map(({ stale }) => stale)).toEqual([true, true, true, true]);
    await t.signIn();
    await t.host.settled();
    expect((await t.host.sensors()).filter(({ stale }) => stale)).toEqual([]);
  });
});
