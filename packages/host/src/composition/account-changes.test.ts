import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type CasementError, definePlugin, service } from "@casement/core";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import type { AccountChange, AccountOptions } from "../api.ts";
import { defineAccount } from "../define-account.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const account = (name: string, options: Partial<AccountOptions>) =>
  defineAccount({ name, clientId, accountType: "work", enableUpdate: true, plugins: [], ...options });

/** A service that runs until `finish` is called, or until it is told to stop. */
function createErrands() {
  const state = { started: 0, finish: (): void => {} };
  const plugin = definePlugin({
    id: "errands",
    title: "Errands",
    scopes: { "User.Read": { tier: "read", why: "Run errands" } },
    services: {
      run: service({
        title: "Run an errand",
        input: z.object({}),
        output: z.object({ done: z.boolean() }),
        scope: "User.Read",
        run: ({ signal }) =>
          new Promise<{ done: boolean }>((resolve, reject) => {
            state.started++;
            state.finish = () => resolve({ done: true });
            signal.addEventListener("abort", () => reject(signal.reason));
          }),
      }),
    },
  });
  return Object.assign(state, { plugin });
}

const brokenPlugin = definePlugin({
  id: "broken",
  title: "Broken",
  scopes: { "User.Read": { tier: "read", why: "Nothing" } },
  sensors: {
    thing: {
      title: "Thing",
      scope: "User.Read",
      every: (() => "soon") as never,
      value: z.object({ state: z.number() }),
      read: () => ({ state: 1 }),
    },
  },
});

async function whileTimePasses(t: TestHost, change: Promise<void>): Promise<void> {
  let isOver = false;
  const over = change.finally(() => {
    isOver = true;
  });
  while (!isOver) await t.advance("1s");
  await over;
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "none",
    (error: CasementError) => error.code,
  );

describe("an account that is added to a running host", () => {
  it("appears with its sensors, is read at once, and leaves the others alone", async () => {
    const [first, second] = [createShelves(), createShelves()];
    await using t = await createTestHost({ plugins: [{ plugin: first.plugin }] });
    const seen: AccountChange[] = [];
    t.host.onAccount((change) => seen.push(change));
    first.rounds.length = 0;
    await t.host.addAccount(account("second", { signIn: "home", plugins: [{ plugin: second.plugin }] }));
    await t.host.settled();
    expect(seen).toEqual([{ account: "second", kind: "added" }]);
    expect(t.host.accounts.map(({ name }) => name)).toEqual(["home", "second"]);
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 1, stale: false });
    expect(first.rounds).toEqual([]);
    second.shelves.get("a")!.set("2", "Persuasion");
    await t.advance("1m");
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 2 });
  });

  it("keeps its data over a restart of the host", async () => {
    const library = createShelves();
    const second = account("second", { signIn: "home", plugins: [{ plugin: library.plugin }] });
    await using t = await createTestHost({ plugins: [] });
    await t.host.addAccount(second);
    await t.host.settled();
    await using again = await t.restart({ moreAccounts: [second], mode: "once" });
    expect(await again.host.sensor("second/library/shelf-a")).toMatchObject({ state: 1 });
  });

  it.each<[what: string, options: Partial<AccountOptions>, message: RegExp]>([
    ["a name that is taken", { name: "home" }, /name: is already the name of another account/],
    ["a name that is no name", { name: "Home" }, /name: must be at most 32 lowercase letters/],
    ["the sign-in of an account that does not exist", { signIn: "hom" }, /signIn: no account is named hom/],
    ["an unknown option", { enableUpdates: true } as object, /enableUpdates: is not a known key; did you mean "enableUpdate"/],
    [
      "a plugin's unknown setting",
      { plugins: [{ plugin: createErrands().plugin, config: { fast: true } as never }] },
      /plugins\.0\.config\.fast/,
    ],
    ["plugins that are no list", { plugins: undefined as never }, /plugins: is missing/],
  ])("is refused for %s, and nothing changes", async (_, options, message) => {
    await using t = await createTestHost({ plugins: [] });
    await expect(t.host.addAccount(account("second", options))).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(message),
    });
    expect(t.host.accounts.map(({ name }) => name)).toEqual(["home"]);
    await t.host.addAccount(account("second", { signIn: "home" }));
  });

  it("works although one of its plugins fails to start, and says so", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [] });
    await t.host.addAccount(account("second", { signIn: "home", plugins: [{ plugin: brokenPlugin }, { plugin: library.plugin }] }));
    await t.host.settled();
    expect(t.host.account("second").status().plugins).toMatchObject([{ id: "broken", failed: true }, { id: "library" }]);
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 1 });
    await t.host.changeAccount("second", account("second", { signIn: "home", plugins: [{ plugin: library.plugin }] }));
    expect(t.host.account("second").status().plugins).toMatchObject([{ id: "library" }]);
  });
});

describe("an account that is released", () => {
  it("is closed, and continues from its sign-in and data when it is added again", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [] });
    const second = account("second", { signIn: "home", plugins: [{ plugin: library.plugin }] });
    await t.host.addAccount(second);
    await t.host.settled();
    await t.host.releaseAccount("second");
    expect(t.host.accounts.map(({ name }) => name)).toEqual(["home"]);
    await t.host.addAccount(second);
    await t.host.settled();
    // The second account could do nothing without the sign-in of the first.
    await t.host.releaseAccount("home");
    await t.host.releaseAccount("second");
    expect(t.host.accounts).toEqual([]);
    expect(await codeOf(t.account.call("library/none", {}))).toBe("stopped");
    const rounds = library.rounds.length;
    await t.advance("5m");
    expect(library.rounds.length).toBe(rounds);

    await t.host.addAccount(account("home", { timeZone: "Europe/Berlin" }));
    await t.host.addAccount(second);
    // As stored, before anything is read.
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 1 });
    expect(t.host.account("home").status().state).toBe("signed-in");
    await t.host.settled();
    library.shelves.get("a")!.set("2", "Persuasion");
    await t.advance("1m");
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 2 });
  });
});

describe("an account whose configuration changes", () => {
  it("keeps its sign-in, its data and its handle; sensors of a plugin that was switched off go", async () => {
    const library = createShelves();
    const errands = createErrands();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }, { plugin: errands.plugin }] });
    const gone: string[] = [];
    t.host.onSensor((sensor) => sensor.gone && gone.push(sensor.id));
    const home = t.host.account("home");
    library.shelves.get("a")!.set("2", "Persuasion");
    await t.advance("1m");
    const { events } = await t.host.events.after();
    const plugins = (enabled: boolean) => [{ plugin: library.plugin, enabled }, { plugin: errands.plugin }];
    await t.host.changeAccount("home", account("home", { plugins: plugins(false) }));
    expect(gone.sort()).toEqual(["home/library/shelf-a", "home/library/visitors"]);
    expect([home.status().state, await t.host.sensors()]).toEqual(["signed-in", []]);
    expect(t.host.account("home")).toBe(home);
    library.rounds.length = 0;
    await t.host.changeAccount("home", account("home", { plugins: plugins(true) }));
    await t.host.settled();
    expect(await t.host.sensor("home/library/shelf-a")).toMatchObject({ state: 2, stale: false });
    expect(library.rounds.map(({ cursor }) => cursor)).toEqual(["end"]);
    expect((await t.host.events.after()).events).toEqual(events);
  });

  it("deletes the data of a plugin that is removed, on disk too, and keeps that of one that is off", async () => {
    const library = createShelves();
    library.shelves.get("a")!.set("2", "Persuasion");
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }, { plugin: createErrands().plugin }] });
    library.shelves.get("a")!.set("3", "Emma again");
    await t.advance("1m");
    const log = join(t.dataDir, "accounts", "home", "feeds.log");
    const sizes: number[] = [];
    for (const plugins of [[{ plugin: library.plugin, enabled: false }], []]) {
      await t.host.changeAccount("home", account("home", { plugins }));
      sizes.push((await stat(log)).size);
      expect((await t.host.events.after()).events.some(({ type }) => type.startsWith("library/"))).toBe(plugins.length > 0);
    }
    expect(sizes[1]).toBeLessThan(sizes[0]!);
    library.rounds.length = 0;
    await t.host.changeAccount("home", account("home", { plugins: [{ plugin: library.plugin }] }));
    await t.host.settled();
    expect(library.rounds.map(({ cursor }) => cursor)).toEqual([undefined]);
    expect(await t.host.sensor("home/library/shelf-a")).toMatchObject({ state: 3 });
  });

  it("lets running calls finish, and calls that begin meanwhile wait", async () => {
    const errands = createErrands();
    await using t = await createTestHost({ plugins: [{ plugin: errands.plugin }] });
    const running = t.account.call("errands/run");
    await expect.poll(() => errands.started).toBe(1);
    const changed = t.host.changeAccount("home", account("home", { timeZone: "UTC", plugins: [{ plugin: errands.plugin }] }));
    const late = t.account.call("errands/run");
    errands.finish();
    expect(await running).toEqual({ done: true });
    await changed;
    await expect.poll(() => errands.started).toBe(2);
    expect(t.account.options.timeZone).toBe("UTC");
    errands.finish();
    expect(await late).toEqual({ done: true });
  });

  it("ends calls that take too long, with an error that says so", async () => {
    const errands = createErrands();
    await using t = await createTestHost({ plugins: [{ plugin: errands.plugin }] });
    const running = codeOf(t.account.call("errands/run"));
    await expect.poll(() => errands.started).toBe(1);
    await whileTimePasses(t, t.host.changeAccount("home", account("home", { plugins: [] })));
    expect(await running).toBe("stopped");
  });

  it("stays as it was if the new configuration is wrong", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    const wrong = account("home", { timeZone: "Europe/Berln" });
    expect(await codeOf(t.host.changeAccount("home", wrong))).toBe("config-invalid");
    expect(await codeOf(t.host.changeAccount("home", account("house", {})))).toBe("config-invalid");
    expect(await codeOf(t.host.changeAccount("nobody", account("nobody", {})))).toBe("account-unknown");
    expect(await t.host.sensor("home/library/shelf-a")).toMatchObject({ state: 1, stale: false });
  });

  it("takes along the accounts that use its sign-in", async () => {
    const library = createShelves();
    const second = account("second", { signIn: "home", plugins: [{ plugin: library.plugin }] });
    await using t = await createTestHost({ plugins: [], moreAccounts: [second] });
    const seen: AccountChange[] = [];
    t.host.onAccount((change) => seen.push(change));
    await t.host.changeAccount("home", account("home", { clientSecret: "of-the-app~x" }));
    await t.host.settled();
    expect(seen.map(({ account: name, kind }) => `${name} ${kind}`)).toEqual(["home changed", "second changed"]);
    expect(t.host.account("second").options.clientSecret).toBe("of-the-app~x");
    expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 1, stale: false });
    expect(await codeOf(t.host.changeAccount("home", account("home", { signIn: "second" })))).toBe("config-invalid");
    expect(await codeOf(t.host.removeAccount("home"))).toBe("config-invalid");
  });

  it("still has the days that calendar programs want", async () => {
    await using t = await createTestHost({ plugins: [] });
    const release = t.account.wantAgenda({ from: -1, to: 1 });
    await t.host.changeAccount("home", account("home", {}));
    release();
    release();
  });
});

describe("an account that is removed", () => {
  it("leaves no sensor, event, token or file behind, and its name can be used again", async () => {
    const library = createShelves();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
    library.shelves.get("a")!.set("2", "Persuasion");
    await t.advance("1m");
    const gone: string[] = [];
    t.host.onSensor((sensor) => sensor.gone && gone.push(sensor.id));
    const seen: AccountChange[] = [];
    t.host.onAccount((change) => seen.push(change));
    expect((await t.host.events.after()).events.length).toBeGreaterThan(0);
    await t.host.removeAccount("home");
    await t.host.settled();
    expect(seen).toEqual([{ account: "home", kind: "removed" }]);
    expect(gone.sort()).toEqual(["home/library/shelf-a", "home/library/visitors"]);
    expect([t.host.accounts, await t.host.sensors(), (await t.host.events.after()).events]).toEqual([[], [], []]);
    expect(existsSync(join(t.dataDir, "accounts", "home"))).toBe(false);
    expect(await codeOf(t.account.call("library/count-visitor"))).toBe("account-unknown");
    expect(() => t.host.account("home")).toThrow(/There is no account "home"/);
    const reads = library.reads;
    await t.advance("24h");
    expect(library.reads).toBe(reads);
    expect(existsSync(join(t.dataDir, "accounts", "home"))).toBe(false);
    expect(t.log.filter((line) => /^(warn|error)/.test(line))).toEqual([]);

    await t.host.addAccount(account("home", { plugins: [{ plugin: library.plugin }] }));
    expect(t.host.account("home").status().state).toBe("signed-out");
    expect((await t.host.events.after()).events).toEqual([]);
  });

  it("ends its calls with an error that says so", async () => {
    const errands = createErrands();
    await using t = await createTestHost({ plugins: [{ plugin: errands.plugin }] });
    const running = codeOf(t.account.call("errands/run"));
    await expect.poll(() => errands.started).toBe(1);
    await whileTimePasses(t, t.host.removeAccount("home"));
    expect(await running).toBe("account-unknown");
  });
});

it("makes changes that are asked for at once one after another", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [] });
  const second = account("second", { signIn: "home", plugins: [{ plugin: library.plugin }] });
  const outcomes = await Promise.all([
    codeOf(t.host.addAccount(second)),
    codeOf(t.host.addAccount(second)),
    codeOf(t.host.changeAccount("second", account("second", { signIn: "home" }))),
    codeOf(t.host.removeAccount("second")),
    codeOf(t.host.removeAccount("second")),
    codeOf(t.host.addAccount(second)),
  ]);
  expect(outcomes).toEqual(["none", "config-invalid", "none", "none", "account-unknown", "none"]);
  await t.host.settled();
  expect(await t.host.sensor("second/library/shelf-a")).toMatchObject({ state: 1 });
});

it("changes accounts before the host starts, and none once it stops", async () => {
  await using t = await createTestHost({ plugins: [], moreAccounts: [account("second", {})] });
  const stopping = t.host.stop();
  expect(await codeOf(t.host.addAccount(account("third", {})))).toBe("stopped");
  await stopping;
  expect(await codeOf(t.host.removeAccount("second"))).toBe("stopped");
  await t.host.start();
  expect(t.host.accounts.map(({ name }) => name)).toEqual(["home", "second"]);
  await t.host.removeAccount("second");
});
