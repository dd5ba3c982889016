import { randomBytes } from "node:crypto";
import { copyFile, mkdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { profilePlugin } from "../../test/plugins/profile.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const logOf = (t: TestHost, account: string) => join(t.dataDir, "accounts", account, "feeds.log");

describe("an account's log", () => {
  it("is set aside if it is damaged, which is said once, and everything is read again", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    await t.host.stop();
    const log = await readFile(logOf(t, "home"));
    await writeFile(logOf(t, "home"), Buffer.concat([Buffer.alloc(8, 1), log.subarray(8)]));
    await using again = await t.restart();
    const lines = again.log.filter((line) => line.startsWith("warn [home] ") && line.includes("Casement reads everything again."));
    expect(lines).toHaveLength(1);
    expect(again.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: false });
    await using third = await again.restart();
    expect(third.log.filter((line) => line.includes("reads everything again"))).toEqual([]);
  });

  it("is of no use to another account", async () => {
    const library = createShelves();
    const second = { name: "second", clientId, accountType: "work", plugins: [{ plugin: createShelves().plugin }] };
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }], moreAccounts: [second] });
    await t.host.stop();
    await copyFile(logOf(t, "home"), logOf(t, "second"));
    await using again = await t.restart();
    expect(again.log).toContainEqual(expect.stringMatching(/^warn \[second\] .*Casement reads everything again\./));
    await expect(again.host.sensor("second/library/shelf-a")).rejects.toMatchObject({ code: "sensor-unknown" });
  });

  it("grows on if it cannot be compacted, which is logged", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    // The compaction writes its file here.
    const draft = `${logOf(t, "home")}.new`;
    await mkdir(draft);
    for (const id of ["2", "3"]) {
      library.shelves.get("a")!.set(id, randomBytes(500_000).toString("base64"));
      await t.account.refresh();
    }
    await t.host.stop();
    expect(t.log).toContainEqual(expect.stringMatching(/^warn \[home\] could not compact the log: EISDIR/));
    await rmdir(draft);
    await using again = await t.restart({ mode: "once" });
    expect(again.sensor("library/shelf-a")).toMatchObject({ state: 3 });
  });
});

it("announces permissions that a renewed token no longer grants, to every account of the sign-in", async () => {
  const library = createShelves();
  const plugins = [{ plugin: profilePlugin }, { plugin: library.plugin, every: { books: "24h", visitors: "24h" } as const }];
  const shared = { name: "shared", clientId, accountType: "work", enableUpdate: true, signIn: "home", plugins };
  await using t = await createTestHost({ plugins, moreAccounts: [shared] });
  library.reads = 0;
  t.emulator.control.entra.settings.missingScopeAtRefresh = "shrink";
  t.emulator.control.entra.revoke("ada@contoso.example", clientId, ["Tasks.ReadWrite"]);
  await t.advance("70m");
  const changes = t.events.filter(({ type }) => type === "account/permissions-changed");
  expect(changes.map(({ account }) => account).sort()).toEqual(["home", "shared"]);
  for (const { payload } of changes)
    expect(payload).toMatchObject({ gained: [], lost: ["Tasks.ReadWrite"], plugins: [{ plugin: "library", access: "read" }] });
  expect((await t.host.services()).filter(({ id }) => id === "library/add-book").map(({ offered }) => offered)).toEqual([false, false]);
  expect(library.reads).toBe(2);
});

describe("the permissions that a sign-in requests", () => {
  const scopesOf = (url: string) => new URL(url).searchParams.get("scope")!.split(" ");

  it("are sorted, each once, and only those of the accounts that share it", async () => {
    const account = (name: string, enableUpdate: boolean, signIn?: string) => ({
      name,
      clientId,
      accountType: "work",
      enableUpdate,
      plugins: [{ plugin: createShelves().plugin }],
      ...(signIn !== undefined && { signIn }),
    });
    await using t = await createTestHost({
      plugins: [{ plugin: createShelves().plugin }],
      account: { enableUpdate: false },
      moreAccounts: [account("other", true), account("shared", false, "home")],
      signedOut: true,
    });
    const requested = async (name: string) => {
      const { url, cancel } = await t.host.account(name).signIn.callback("http://localhost:8365/auth/callback");
      cancel();
      return scopesOf(url);
    };
    const own = await requested("home");
    expect(own).toEqual(await requested("shared"));
    expect(own.filter((scope) => scope.includes("."))).toEqual(["User.Read"]);
    const others = (await requested("other")).filter((scope) => scope.includes("."));
    expect(others).toEqual(["Tasks.ReadWrite", "User.Read"]);
  });

  it("have no updates after these were left out, until they are requested again", async () => {
    const library = createShelves();
    const shared = {
      name: "shared",
      clientId,
      accountType: "work",
      enableUpdate: true,
      signIn: "home",
      plugins: [{ plugin: library.plugin }],
    };
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }], moreAccounts: [shared], signedOut: true });
    const signIn = async (requestedSet: "all" | "read") => {
      const { url } = await t.account.signIn.callback("http://localhost:8365/auth/callback", { requestedSet });
      const result = t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
      if (!("redirect" in result)) throw new Error("The emulator refused the sign-in.");
      await t.account.signIn.complete(result.redirect);
      await t.host.settled();
    };
    const changes = () =>
      t.events.filter(({ type }) => type === "account/permissions-changed").map(({ account, payload }) => [account, payload]);
    await signIn("read");
    expect((await t.account.scopes()).requested).not.toContain("Tasks.ReadWrite");
    expect(t.account.status()).toMatchObject({ requestedSet: "read", plugins: [{ access: "read" }] });
    // The first permissions are no change.
    expect(changes()).toEqual([]);
    library.reads = 0;
    await signIn("all");
    expect((await t.account.scopes()).requested).toContain("Tasks.ReadWrite");
    const gain = { gained: ["Tasks.ReadWrite"], lost: [], plugins: [{ plugin: "library", access: "update" }] };
    expect(changes().sort()).toEqual([
      ["home", gain],
      ["shared", gain],
    ]);
    expect(library.reads).toBeGreaterThan(0);
    await signIn("read");
    expect(changes().slice(2).sort()).toMatchObject([
      ["home", { gained: [], lost: ["Tasks.ReadWrite"] }],
      ["shared", { gained: [], lost: ["Tasks.ReadWrite"] }],
    ]);
  });
});

it("reads everything after a new sign-in, although nothing else has changed", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h", visitors: "24h" } }] });
  await t.host.settled();
  library.reads = 0;
  await t.signIn();
  await t.host.settled();
  expect(library.reads).toBe(1);
  expect(t.events.filter(({ type }) => type.startsWith("account/")).map(({ type }) => type)).toEqual(["account/signed-in"]);
});

describe("a plugin's requests", () => {
  it("use the account's sign-in and its time zone", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: profilePlugin }], account: { timeZone: "Pacific/Auckland" } });
    expect(t.sensor("profile/me")).toMatchObject({ state: "Ada Byron", attributes: { account: { timeZone: "Pacific/Auckland" } } });
  });

  it.each([
    ["personal", "is not available to personal accounts"],
    ["work", "Declare Presence.Read."],
  ])("of a %s account are checked against what Microsoft offers such accounts", async (accountType, message) => {
    await using t = await createTestHost({ plugins: [{ plugin: profilePlugin }], account: { accountType } });
    expect(t.sensor("profile/presence").error).toContain("GET /me/presence is not");
    expect(t.sensor("profile/presence").error).toContain(message);
  });
});

it("logs that a listener of events failed, and calls the others", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const end = t.host.events.subscribe(() => {
    throw new Error("secret");
  });
  const heard: string[] = [];
  t.host.events.subscribe(({ type }) => void heard.push(type));
  await t.account.call("library/add-book", { id: "2", title: "Ivanhoe" });
  end();
  expect(heard).toEqual(["library/book-added"]);
  expect(t.log).toContain("error An event listener threw an error.");
});
