import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandRunOptions, runCasement } from "../../test/command-line.fixture.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
/** A machine with a browser. Nothing opens: there is no such program. */
const withBrowser = { terminal: true, env: { DISPLAY: ":0" } } as const;
const addressOf = (text: string): string | undefined => /http:\S+\/authorize\?\S+/.exec(text)?.[0];

let folder: string;
let emulator: EmulatorServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-login-"));
  emulator = await serveEmulator({ populate: addHousehold, strict: true, entra: { deviceCodeInterval: 0 } });
  const account = (name: string, type: string) =>
    `  - { name: ${name}, clientId: ${clientId}, accountType: ${type}, plugins: { todo: {} } }\n`;
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${emulator.url}\naccounts:\n${account("home", "work")}${account("personal", "personal")}`,
  );
});
afterEach(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

const register = (app: { publicClient?: string[]; web?: string[]; allowPublicClient?: boolean }) =>
  emulator.emulator.directory.registerApp({
    clientId,
    redirectUris: { publicClient: app.publicClient ?? [], web: app.web ?? [] },
    allowPublicClient: app.allowPublicClient ?? false,
  });

/** Runs `casement login`. Whoever reads its output enters the code, or signs in at the address. */
async function login(account: "home" | "personal", options: CommandRunOptions, ...flags: string[]) {
  const user = account === "home" ? householdUsers.main : householdUsers.personal;
  const { entra } = emulator.emulator.control;
  const methods: string[] = [];
  const run = await runCasement(["login", account, ...flags], {
    cwd: folder,
    ...options,
    onLine(line) {
      const address = addressOf(line);
      if (address) {
        methods.push("browser");
        const end = entra.signIn(address, { user });
        // Nobody may wait for it any more.
        if ("redirect" in end) fetch(end.redirect).catch(() => {});
      } else if (line.includes("enter the code")) {
        methods.push("code");
        for (const { userCode } of entra.deviceCodes()) entra.approveDevice(userCode, user);
      }
    },
  });
  return { ...run, methods };
}
const localhost = ["http://localhost/auth/callback"];

test("a work account signs in with the browser where there is one, and with a code elsewhere or on request", async () => {
  register({ publicClient: localhost, allowPublicClient: true });
  const browser = await login("home", withBrowser);
  expect(browser).toMatchObject({ code: 0, methods: ["browser"] });
  expect(browser.out).toContain("Without a browser here, press C for a code.");
  expect(await login("home", {})).toMatchObject({ code: 0, methods: ["code"] });
  expect(await login("home", { terminal: true, env: { DISPLAY: ":0", SSH_CONNECTION: "1" } })).toMatchObject({ methods: ["code"] });
  expect(await login("home", withBrowser, "--code")).toMatchObject({ code: 0, methods: ["code"] });
  expect(await login("home", { ...withBrowser, key: "c" })).toMatchObject({ code: 0, methods: ["browser", "code"] });
});

test("a personal account signs in with a code", async () => {
  register({ publicClient: localhost, allowPublicClient: true });
  expect(await login("personal", withBrowser)).toMatchObject({ code: 0, methods: ["code"] });
});

test("where the registration lacks the redirect URI, the code follows with a sentence, before a browser is opened", async () => {
  register({ publicClient: ["http://localhost/other"], allowPublicClient: true });
  const { code, methods, err } = await login("home", withBrowser);
  expect({ code, methods }).toEqual({ code: 0, methods: ["code"] });
  expect(err).toMatch(/redirect URI is not in the app registration.* Until then, sign in with a code\. \(AADSTS50011\)/);
  const asked = await login("home", withBrowser, "--callback");
  expect(asked).toMatchObject({ code: 1, methods: [], err: expect.stringContaining("AADSTS50011") });
});

test("where the registration does not allow codes, the browser follows with a sentence", async () => {
  register({ publicClient: localhost });
  const { code, methods, err } = await login("personal", withBrowser);
  expect({ code, methods }).toEqual({ code: 0, methods: ["code", "browser"] });
  expect(err).toContain("turn on Allow public client flows. Or sign in with the browser. (AADSTS7000218)");
});

test("where the redirect URI belongs to the platform Web, the code follows with a sentence", async () => {
  register({ web: localhost, allowPublicClient: true });
  const { code, methods, err } = await login("home", withBrowser);
  expect({ code, methods }).toEqual({ code: 0, methods: ["browser", "code"] });
  expect(err).toContain("move the redirect URI from the platform Web to Mobile and desktop applications");
});

test("where nothing fits, the sign-in ends with what to do", async () => {
  register({});
  expect(await login("home", withBrowser)).toMatchObject({ code: 1, err: expect.stringContaining("Allow public client flows") });
});

test("after a refusal, it names smaller sets that request something, and none after one of them was refused or for a personal account", async () => {
  register({ publicClient: localhost, allowPublicClient: true });
  const { entra } = emulator.emulator.control;
  const refuse = async (account: string, ...flags: string[]) => {
    const run = await runCasement(["login", account, "--code", ...flags], {
      cwd: folder,
      onLine(line) {
        if (line.includes("enter the code")) for (const { userCode } of entra.deviceCodes()) entra.denyDevice(userCode);
      },
    });
    expect(run.code).toBe(1);
    return { sets: [...run.err.matchAll(/--requested-set (\w+)/g)].map(([, set]) => set), asks: run.err.includes("--format request") };
  };
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${emulator.url}\naccounts:\n${["home", "personal"]
      .map(
        (name) =>
          `  - { name: ${name}, clientId: ${clientId}, accountType: ${name === "home" ? "work" : name}, enableUpdate: true, plugins: { calendar: {}, email: {} } }`,
      )
      .join("\n")}\n`,
  );
  expect(await refuse("home")).toEqual({ sets: ["self", "read"], asks: true });
  expect(await refuse("home", "--requested-set", "self")).toEqual({ sets: [], asks: true });
  expect(await refuse("personal")).toEqual({ sets: ["read"], asks: false });
});
