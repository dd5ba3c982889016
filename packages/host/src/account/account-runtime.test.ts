import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { profilePlugin } from "../../test/plugins/profile.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

it("reads everything as soon as the account has signed in", async () => {
  const library = createShelves();
  await using t = await createTestHost({
    plugins: [{ plugin: library.plugin, every: { books: "24h", visitors: "24h" } }],
    signedOut: true,
  });
  expect(library.rounds).toEqual([]);
  await t.signIn();
  expect(t.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: false });
  expect(t.sensor("library/visitors")).toMatchObject({ state: 0, stale: false });
});

it("publishes that sensors are stale when the account has signed out", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const published: unknown[] = [];
  t.host.onSensor(({ id, stale, gone }) => void published.push([id, stale, gone]));
  await t.account.logout({ keepData: true });
  expect(published).toEqual([
    ["home/library/visitors", true, false],
    ["home/library/shelf-a", true, false],
  ]);
});

it("reads one sensor on request, and only that", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.rounds.length = 0;
  library.reads = 0;
  await t.account.refresh("library/visitors");
  expect([library.rounds.length, library.reads]).toEqual([0, 1]);
  await expect(t.account.refresh("library/shelf-z")).rejects.toMatchObject({ code: "sensor-unknown" });
  await expect(t.account.refresh("museum/shelf-a")).rejects.toMatchObject({ code: "sensor-unknown" });
});

it("suggests the service that was meant", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }] });
  await expect(t.account.call("library/add-bok")).rejects.toMatchObject({
    code: "service-unknown",
    message: 'Account home has no service "library/add-bok". Did you mean library/add-book?',
  });
  await expect(t.account.call("library/add-book/2")).rejects.toMatchObject({ code: "service-unknown" });
});

it("counts the sensors that exist after it looked for new ones", async () => {
  const library = createShelves();
  library.shelves.set("b", new Map());
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  expect(await t.account.call("account/rescan")).toEqual({ sensors: 3 });
  library.shelves.delete("b");
  expect(await t.account.call("account/rescan")).toEqual({ sensors: 2 });
});

describe("the account that a plugin sees", () => {
  const clientId = "11111111-1111-4111-8111-111111111111";

  it("has the identity of the user and the address of the mailbox", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: profilePlugin }], account: { timeZone: "Asia/Kolkata" } });
    const { id, tenantId } = t.emulator.directory.user("ada@contoso.example")!;
    expect(t.sensor("profile/me").attributes.account).toEqual({
      name: "home",
      type: "work",
      id,
      tenantId,
      clientId,
      username: "ada@contoso.example",
      mailbox: "/me",
      timeZone: "Asia/Kolkata",
    });
  });

  it("has the address of a shared mailbox, but not of the user's own", async () => {
    const plugins = [{ plugin: profilePlugin }];
    await using t = await createTestHost({ plugins, account: { sharedMailbox: "team-room@contoso.example" } });
    expect(t.sensor("profile/me").attributes.account).toMatchObject({ mailbox: "/users/team-room%40contoso.example" });
    await using own = await createTestHost({ plugins, account: { sharedMailbox: "Ada@contoso.example" } });
    await expect(own.account.rescan()).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(/^Account home: sharedMailbox is the signed-in user's own mailbox\./),
    });
  });
});

describe("a shared mailbox", () => {
  const requests = (t: TestHost) => t.emulator.control.counters.report().calls;
  const signInWithMail = async (mail: string | undefined, sharedMailbox: string) => {
    const clock = createFakeClock();
    const emulator = createEmulator({ clock });
    emulator.directory.addTenant({ domain: "contoso.example" });
    const user = "ada@contoso.example";
    emulator.directory.addUser({ userPrincipalName: user, displayName: "Ada", ...(mail !== undefined && { mail }) });
    return createTestHost({ plugins: [{ plugin: profilePlugin }], emulator, clock, user, account: { sharedMailbox } });
  };

  it("must not be the user's own under another address, which is read once", async () => {
    await using t = await signInWithMail("ada.byron@contoso.example", "Ada.Byron@contoso.example");
    await expect(t.account.rescan()).rejects.toMatchObject({ code: "config-invalid" });
    expect(t.sensor("profile/me").error).toContain("sharedMailbox is the signed-in user's own mailbox");
    const before = requests(t);
    expect(before).toMatchObject({ "GET /me": { requests: 1 } });
    await t.signIn();
    await using again = await t.restart();
    await again.signIn();
    expect(requests(again)).toEqual(before);
    await expect(again.account.rescan()).rejects.toMatchObject({ code: "config-invalid" });
  });

  it("of somebody else is used", async () => {
    await using t = await signInWithMail("ada.byron@contoso.example", "team@contoso.example");
    expect(await t.account.call("account/rescan")).toEqual({ sensors: 2 });
    expect(t.sensor("profile/me")).toMatchObject({ state: "Ada", stale: false });
  });

  it("is needed to read the user's address", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }] });
    expect(requests(t)).toEqual({});
  });
});

it("looks for sensors only while it is signed in, and takes no input for it", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], signedOut: true });
  await expect(t.account.call("account/rescan")).rejects.toMatchObject({
    code: "sign-in-required",
    message: "Account home has not signed in. Run `casement login home`.",
  });
  for (const call of [t.account.call("account/rescan", { all: true }), t.account.reachesOthers("account/rescan", { all: true })])
    await expect(call).rejects.toMatchObject({ code: "input-invalid" });
});

it("runs no plugin that is not enabled", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, enabled: false }] });
  expect(await t.host.sensors()).toEqual([]);
  expect((await t.host.services()).map(({ id }) => id)).toEqual(["account/rescan"]);
  expect(library.rounds).toEqual([]);
});

it("names the sensor that is unknown", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }] });
  await expect(t.account.refresh("library/shelf-z")).rejects.toThrow('Account home has no sensor "library/shelf-z".');
});

it("reads everything on request", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h", visitors: "24h" } }] });
  library.rounds.length = 0;
  library.reads = 0;
  await t.account.refresh();
  expect([library.rounds.length, library.reads]).toEqual([1, 1]);
});

it("reads nothing on a sign-in of a host that is not live", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }], mode: "once", signedOut: true });
  await t.signIn();
  expect([library.rounds.length, library.reads]).toEqual([0, 0]);
});
