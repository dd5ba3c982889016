import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CommandRun, runCasement } from "../test/command-line.fixture.ts";
import { chooseAndAccept } from "../test/dashboard/dashboard.fixture.ts";

// Signs in to a work and a personal account with a real browser, with both methods.

const people = { home: householdUsers.main, personal: householdUsers.personal } as const;
type Account = keyof typeof people;

let browser: Browser;
let emulator: EmulatorServer;
let folder: string;
let hub: Promise<CommandRun>;
let stop: AbortController;

beforeAll(async () => {
  const chromiumArguments = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: chromiumArguments });
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-sign-in-"));
  emulator = await serveEmulator({ populate: addHousehold, entra: { deviceCodeInterval: 0 } });
  const account = (name: Account, type: string) => `
  - name: ${name}
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: ${type}
    enableUpdate: true
    plugins: { calendar: { every: { events: 15s } } }`;
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${emulator.url}\nhttp: { port: 0 }\naccounts:${account("home", "work")}${account("personal", "personal")}\n`,
  );
  stop = new AbortController();
  await new Promise<void>((started) => {
    hub = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine: () => started() });
  });
});
afterEach(async () => {
  stop.abort();
  await hub;
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

interface LoginPrompt {
  readonly url?: string;
  readonly userCode?: string;
}

/** Runs `casement login` and `act` in a browser with the printed address. */
async function login(account: Account, act: (page: Page, prompt: LoginPrompt) => Promise<void>, ...flags: string[]): Promise<CommandRun> {
  const page = await (await browser.newContext()).newPage();
  let acting: Promise<void> | undefined;
  const run = await runCasement(["login", account, "--json", ...flags], {
    cwd: folder,
    onLine(line) {
      const prompt: LoginPrompt = JSON.parse(line);
      if (prompt.url) acting = act(page, prompt);
    },
  });
  await acting;
  await page.context().close();
  return run;
}

const byCallback =
  (account: Account) =>
  async (page: Page, { url = "" }: LoginPrompt) => {
    await page.goto(url);
    await chooseAndAccept(page, people[account]);
    await page
      .getByText(/signed in/i)
      .first()
      .waitFor();
    expect(await page.content()).not.toContain(new URL(page.url()).searchParams.get("code"));
  };

const byDeviceCode =
  (account: Account) =>
  async (page: Page, { url = "", userCode = "" }: LoginPrompt) => {
    await page.goto(url);
    await page.getByLabel(/code/i).fill(userCode);
    await page.getByRole("button", { name: /next|continue/i }).click();
    await chooseAndAccept(page, people[account]);
    await page
      .getByText(/close this/i)
      .first()
      .waitFor();
  };

const json = async (...args: string[]) => JSON.parse((await runCasement([...args, "--json"], { cwd: folder })).out);
const accountOf = async (name: Account) => (await json("accounts")).accounts.find((account: { name: string }) => account.name === name);

describe.each(Object.keys(people) as Account[])("the account %s", (account) => {
  test("signs in with --callback", async () => {
    const { code, err } = await login(account, byCallback(account), "--callback");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(await accountOf(account)).toMatchObject({ state: "signed-in", username: people[account] });
  });

  test("signs in with a device code", async () => {
    const { code, err } = await login(account, byDeviceCode(account));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(await accountOf(account)).toMatchObject({ state: "signed-in", username: people[account] });
  });
});

test("a revoked consent leads to sign-in-required with a cure, and one login fixes it", async () => {
  await login("home", byCallback("home"), "--callback");
  const { entra } = emulator.emulator.control;
  entra.revoke(people.home, "11111111-1111-4111-8111-111111111111");
  entra.endAccessTokens("revoked", people.home);
  await runCasement(["call", "home", "account/rescan"], { cwd: folder });
  const broken = await accountOf("home");
  expect(broken).toMatchObject({ state: "sign-in-required" });
  expect(broken.problem.cure).toMatch(/sign in/i);
  const { code } = await login("home", byCallback("home"), "--callback");
  expect(code).toBe(0);
  expect(await accountOf("home")).toMatchObject({ state: "signed-in" });
});

test("changes that an administrator must approve: the user gets 90094, signs in with read permissions only, and gets the rest after approval", async () => {
  const { entra } = emulator.emulator.control;
  entra.setTenantPolicy(householdTenant.domain, { adminOnlyScopes: ["Calendars.ReadWrite"] });
  const blocked = await login(
    "home",
    async (page, { url = "" }) => {
      await page.goto(url);
      await page.getByRole("button", { name: people.home }).click();
      await page
        .getByText(/need admin approval/i)
        .first()
        .waitFor();
      await page
        .getByRole("link", { name: /return|back|cancel/i })
        .or(page.getByRole("button", { name: /return|back|cancel/i }))
        .first()
        .click();
    },
    "--callback",
  );
  expect(blocked.code).toBe(1);
  expect(blocked.err).toContain("90094");
  // `self` would only sign in, and nothing else.
  expect(blocked.err).toContain("run: casement login home --requested-set read");
  expect(blocked.err).not.toContain("--requested-set self");

  expect((await login("home", byCallback("home"), "--callback", "--requested-set", "read")).code).toBe(0);
  expect(await accountOf("home")).toMatchObject({ requestedSet: "read", plugins: [{ id: "calendar", access: "read" }] });
  const { services } = await json("services");
  const create = services.find(
    (service: { id: string; account: string }) => service.id === "calendar/create-event" && service.account === "home",
  );
  expect(create).toMatchObject({ offered: false });
  expect(create.reason).toContain("Calendars.ReadWrite");
  const refused = await runCasement(
    ["call", "home", "calendar/create-event", "sensor=family", "subject=Tea", "start=2026-03-02T15:00", "end=2026-03-02T16:00"],
    { cwd: folder },
  );
  expect(refused.code).toBe(1);

  entra.grant(householdTenant.domain, "11111111-1111-4111-8111-111111111111", ["Calendars.ReadWrite"]);
  expect((await login("home", byCallback("home"), "--callback")).code).toBe(0);
  expect(await accountOf("home")).toMatchObject({ requestedSet: "all", plugins: [{ id: "calendar", access: "update" }] });
});
