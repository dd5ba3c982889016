import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

describe("an account's status", () => {
  it("of a signed-in account has its name, user and plugins", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }] });
    expect(t.account.status()).toEqual({
      name: "home",
      state: "signed-in",
      type: "work",
      username: "ada@contoso.example",
      timeZone: "Europe/Berlin",
      requestedSet: "all",
      plugins: [{ id: "library", title: "Library", access: "update", missing: [] }],
      staleSensors: 0,
      throttledUntil: {},
      warnings: [],
    });
  });

  it.each([
    ["personal", "personal"],
    ["work", "work"],
    ["contoso.example", "work"],
  ])("of an account %s that has not signed in says how to do it", async (accountType, type) => {
    await using t = await createTestHost({
      plugins: [{ plugin: createShelves().plugin }],
      account: { accountType },
      signedOut: true,
    });
    expect(t.account.status()).toMatchObject({
      state: "signed-out",
      type,
      problem: { code: "signed-out", message: "The account has not signed in.", cure: "Sign in: casement login home." },
    });
    expect(t.account.status()).not.toHaveProperty("username");
  });

  it("warns of a client secret that expires within a month", async () => {
    const plugins = [{ plugin: createShelves().plugin }];
    await using soon = await createTestHost({ plugins, account: { clientSecretExpires: "2026-03-20" }, signedOut: true });
    expect(soon.account.status().warnings).toEqual([
      {
        code: "secret-expires",
        message: expect.stringContaining("client secret expires"),
        details: { expires: "2026-03-20T00:00:00.000Z" },
      },
    ]);
    await using later = await createTestHost({ plugins, account: { clientSecretExpires: "2027-03-20" }, signedOut: true });
    expect(later.account.status().warnings).toEqual([]);
  });

  it("tells the cure of a sign-in that has ended", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }] });
    await t.account.logout({ keepData: true });
    expect(t.account.status()).toMatchObject({ state: "signed-out", problem: { code: "signed-out" } });
  });
});

describe("the typed value of a sensor", () => {
  it("is found by kind, slug, ID or title", async () => {
    const library = createShelves();
    const { plugin } = library;
    await using t = await createTestHost({ plugins: [{ plugin }] });
    const value = { state: 1, old: false };
    for (const name of [undefined, "shelf-a", "a", "Shelf a"]) expect(await t.account.sensor(plugin, "shelf", name)).toEqual(value);
    expect(await t.account.sensor(plugin, "visitors")).toEqual({ state: 0 });
  });

  it("needs a name where there are several, and the names that exist are in the error", async () => {
    const library = createShelves();
    const { plugin } = library;
    library.shelves.set("b", new Map());
    await using t = await createTestHost({ plugins: [{ plugin }] });
    const message = "Account home has no such sensor. Available: shelf-a, shelf-b.";
    await expect(t.account.sensor(plugin, "shelf")).rejects.toMatchObject({ code: "sensor-unknown", message });
    await expect(t.account.sensor(plugin, "shelf", "c")).rejects.toMatchObject({ code: "sensor-unknown", message });
    const other = { ...plugin, id: "museum" } as unknown as typeof plugin;
    await expect(t.account.sensor(other, "shelf")).rejects.toMatchObject({ message: expect.stringContaining("Available: none.") });
  });
});

it("calls a service with the plugin's types", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  expect(await t.account.service(library.plugin, "count-visitor", {})).toEqual({});
  expect(library.visitors).toBe(1);
  await t.account.service(library.plugin, "add-book", { id: "2", title: "Ivanhoe" }, { via: "test" });
  expect(t.log.some((line) => line.startsWith("info test called home library/add-book: done"))).toBe(true);
});

it("calls listeners of one event with its payload", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const heard: unknown[] = [];
  const end = t.account.on(library.plugin, "book-added", (payload, { type, account }) => void heard.push([payload, type, account]));
  await t.account.call("library/add-book", { id: "2", title: "Ivanhoe" });
  end();
  await t.account.call("library/add-book", { id: "3", title: "Persuasion" });
  expect(heard).toEqual([[{ id: "2", origin: "casement" }, "library/book-added", "home"]]);
});

it("knows that no other person notices a call", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }] });
  expect(await t.account.reachesOthers("library/add-book", { id: "2", title: "Ivanhoe" })).toBe(false);
  expect(await t.account.reachesOthers("account/rescan")).toBe(false);
  await expect(t.account.reachesOthers("library/burn-book")).rejects.toMatchObject({ code: "service-unknown" });
});

it("reports which permissions are granted and which are missing", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], account: { enableUpdate: false } });
  const report = await t.account.scopes();
  expect(report.requested).not.toContain("Tasks.ReadWrite");
  expect(report.plugins).toMatchObject([{ plugin: "library", access: "read" }]);
});
