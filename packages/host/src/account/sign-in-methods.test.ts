import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const user = "ada@contoso.example";
const redirectUri = "http://localhost:8365/auth/callback";
const signedOutHost = () => createTestHost({ plugins: [{ plugin: createShelves().plugin }], signedOut: true });

/** The address to which the browser is sent after the user has signed in. */
function redirectOf(t: TestHost, url: string): string {
  const result = t.emulator.control.entra.signIn(url, { user });
  if (!("redirect" in result)) throw new Error("The emulator refused the sign-in.");
  return result.redirect;
}

describe("a sign-in by device code", () => {
  it("can leave out updates, until a full one succeeds", async () => {
    await using t = await signedOutHost();
    const device = await t.account.signIn.deviceCode({ requestedSet: "read" });
    expect(t.emulator.control.entra.approveDevice(device.userCode, user)).toMatchObject({ approved: true });
    await t.advance("10s");
    expect(await device.done).toMatchObject({ outcome: "signed-in", missing: [] });
    expect(t.account.status()).toMatchObject({ requestedSet: "read", plugins: [{ access: "read" }] });
    await t.signIn();
    expect(t.account.status()).toMatchObject({ requestedSet: "all", plugins: [{ access: "update" }] });
  });

  it("changes nothing if it is aborted", async () => {
    await using t = await signedOutHost();
    const abort = new AbortController();
    const device = await t.account.signIn.deviceCode({ requestedSet: "read", signal: abort.signal });
    abort.abort();
    await t.advance("10s");
    expect(await device.done).toMatchObject({ outcome: "failed", code: "stopped" });
    expect(t.account.status()).toMatchObject({ state: "signed-out", requestedSet: "all" });
    await t.signIn();
    await using again = await t.restart();
    expect(again.account.status()).toMatchObject({ state: "signed-in", requestedSet: "all" });
  });
});

describe("a sign-in in a browser", () => {
  it("is complete for whoever waits for it, and belongs to the account", async () => {
    await using t = await signedOutHost();
    const pending = await t.account.signIn.callback(redirectUri, { requestedSet: "read" });
    const redirect = redirectOf(t, pending.url);
    expect((await t.host.signInFor(redirect))?.name).toBe("home");
    expect(await t.host.signInFor(redirect.replace("state=", "state=x"))).toBeUndefined();
    expect(await t.account.signIn.complete(redirect)).toMatchObject({ outcome: "signed-in" });
    expect(await pending.done).toMatchObject({ outcome: "signed-in" });
    expect(t.account.status()).toMatchObject({ state: "signed-in", requestedSet: "read" });
  });

  it("has all permissions unless told otherwise, and several can be pending", async () => {
    await using t = await signedOutHost();
    const [full, few] = [
      await t.account.signIn.callback(redirectUri),
      await t.account.signIn.callback(redirectUri, { requestedSet: "read" }),
    ];
    expect(full.url).toContain("Tasks.ReadWrite");
    expect(few.url).not.toContain("Tasks.ReadWrite");
    await t.account.signIn.complete(redirectOf(t, few.url));
    expect(t.account.status().requestedSet).toBe("read");
    await t.account.signIn.complete(redirectOf(t, full.url));
    expect(t.account.status().requestedSet).toBe("all");
  });
});

it("an account that shares a sign-in finds its own among those that are pending", async () => {
  const account = { clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", plugins: [{ plugin: createShelves().plugin }] };
  await using t = await createTestHost({
    plugins: [{ plugin: createShelves().plugin }],
    moreAccounts: [{ ...account, name: "second", signIn: "home" }],
    signedOut: true,
  });
  for (const name of ["second", "home", "second"]) {
    const { url, cancel } = await t.host.account(name).signIn.callback(redirectUri);
    const redirect = redirectOf(t, url);
    expect((await t.host.signInFor(redirect))?.name).toBe(name);
    cancel();
  }
});
