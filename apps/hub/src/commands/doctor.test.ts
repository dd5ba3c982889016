import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeClock, type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestIo, runCasement } from "../../test/command-line.fixture.ts";
import type { DoctorCheck, DoctorEnvironment } from "../doctor/doctor-check.ts";
import { runChecks } from "../doctor/run-checks.ts";
import { createTextStyles } from "../terminal/text-styles.ts";

const user = householdUsers.main;
const clientId = "11111111-1111-4111-8111-111111111111";
const withSecret = "33333333-3333-4333-8333-333333333333";
const secret = "a-secret-value~1";
let folder: string;
let emulator: EmulatorServer;

beforeAll(async () => {
  emulator = await serveEmulator({ populate: addHousehold });
  emulator.emulator.control.entra.registerApp({
    clientId: withSecret,
    redirectUris: { web: ["http://localhost/auth/callback"] },
    secrets: [{ id: "1", value: secret }],
  });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-doctor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const config = (text: string) => writeFile(join(folder, "casement.yaml"), text, { mode: 0o600 });
const account = (more = "", head = "") =>
  config(`emulator: ${emulator.url}
http: { port: 0 }
${head}accounts:
  - name: home
    clientId: ${clientId}
    accountType: work
    timeZone: Europe/Berlin
${more}    plugins: { calendar: {}, todo: {} }
`);
const signIn = () =>
  runCasement(["login", "home", "--callback", "--json"], {
    cwd: folder,
    onLine(line) {
      const { url } = JSON.parse(line);
      if (!url) return;
      const browser = emulator.emulator.control.entra.signIn(url, { user });
      if ("redirect" in browser) void fetch(browser.redirect);
    },
  });

async function doctor(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { code, out, err } = await runCasement(["doctor", "--json", ...args], { cwd: folder, env });
  const { status, checks } = JSON.parse(out) as { status: string; checks: DoctorCheck[] };
  return { code, status, err, checks, of: (id: string) => checks.filter((check) => check.id === id || check.id.startsWith(`${id}:`)) };
}

/** Runs the checks in an environment different from this machine. */
function runChecksIn(overrides: Partial<DoctorEnvironment>) {
  const { io } = createTestIo({ cwd: folder });
  const context = { io, style: createTextStyles(false), json: false, config: undefined };
  const environment = {
    io,
    clock: createFakeClock(),
    nodeVersion: "24.1.0",
    timeout: 10_000,
    transport: { fetch: async () => new Response() },
    ...overrides,
  };
  return runChecks(context, environment, false);
}

const everything = async (path = folder): Promise<string[]> => (await readdir(path, { recursive: true })).sort();

describe("all checks", () => {
  test("with a signed-in account, finds no problem and changes nothing", async () => {
    await account();
    expect((await signIn()).code).toBe(0);
    const before = await everything();
    const stored = await readFile(join(folder, ".casement/accounts/home/sign-in"));
    const { code, checks, of } = await doctor();
    // The version of Node.js on which the tests run may have no support any more.
    expect(checks.filter((check) => check.status !== "ok" && check.id !== "node")).toEqual([]);
    expect(code).toBe(0);
    expect(of("account")).toEqual([{ id: "account:home", status: "ok", message: expect.stringContaining("Microsoft renews the token") }]);
    expect(of("permissions")[0]?.message).toContain("all required permissions");
    expect(await everything()).toEqual(before);
    expect(await readFile(join(folder, ".casement/accounts/home/sign-in"))).toEqual(stored);
    expect(JSON.stringify(checks)).not.toContain(user);
  });

  test("without a configuration and a network, reports both and creates nothing", async () => {
    const failure = Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } });
    const checks = await runChecksIn({ transport: { fetch: () => Promise.reject(failure) } });
    expect(checks.filter(({ id, status }) => status === "problem" && id !== "port")).toEqual([
      expect.objectContaining({ id: "config", cure: expect.stringContaining("casement init") }),
      expect.objectContaining({
        id: "login:login.microsoftonline.com/organizations",
        message: expect.stringContaining("name could not be resolved"),
      }),
      expect.objectContaining({ id: "graph:graph.microsoft.com" }),
    ]);
    const { code, out } = await runCasement(["doctor", "--offline"], { cwd: folder });
    expect(code).toBe(2);
    expect(out).toMatch(/problem +The file casement.yaml does not exist.\n +→ Create it with casement init/);
    expect(await everything()).toEqual([]);
  });

  test("reports all errors of the configuration, with exit code 2", async () => {
    await config("acounts: []\nhttp: { port: many }\n");
    const { code, of } = await doctor(["--offline"]);
    expect(code).toBe(2);
    expect(of("config").map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('did you mean "accounts"?'), expect.stringContaining("http.port")]),
    );
    // The address of such a configuration is unknown, so no port is blamed.
    expect(of("port")).toEqual([]);
  });
});

describe("accounts", () => {
  test("an account that is not signed in", async () => {
    await account();
    const { code, of } = await doctor();
    expect(code).toBe(0);
    expect(of("account")).toEqual([
      { id: "account:home", status: "warning", message: "home: not signed in.", cure: "Run: casement login home" },
    ]);
  });

  test("a sign-in that Microsoft revoked", async () => {
    await account();
    await signIn();
    emulator.emulator.control.entra.endRefreshTokens("revoked", user);
    const { code, of } = await doctor();
    expect(code).toBe(1);
    expect(of("account")).toEqual([
      expect.objectContaining({
        status: "problem",
        message: expect.stringContaining("AADSTS50173"),
        cure: expect.stringContaining("casement login home"),
      }),
    ]);
  });

  test("a consent that was revoked, in part and entirely", async () => {
    await account();
    await signIn();
    const { entra } = emulator.emulator.control;
    entra.revoke(user, clientId, ["Tasks.Read"]);
    expect((await doctor()).of("permissions")[0]).toMatchObject({
      status: "warning",
      message: "home: not granted: Tasks.Read. Disabled: todo.",
    });
    entra.revoke(user, clientId);
    const { code, of } = await doctor();
    expect(code).toBe(1);
    expect(of("account")[0]).toMatchObject({ status: "problem", message: expect.stringContaining("AADSTS65001") });
  });

  test("a secret that has expired", async () => {
    await account(`    clientSecret: ${secret}\n`);
    const file = join(folder, "casement.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace(clientId, withSecret));
    expect((await signIn()).err).toBe("");
    emulator.emulator.control.entra.expireSecrets(withSecret);
    const { code, of, checks } = await doctor();
    expect(code).toBe(1);
    expect(of("account")[0]).toMatchObject({ status: "problem", message: expect.stringContaining("AADSTS7000222") });
    expect(JSON.stringify(checks)).not.toContain(secret);
  });

  test("permissions that a changed configuration needs, and what is disabled without them", async () => {
    await account();
    await signIn();
    const file = join(folder, "casement.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("todo: {}", "todo: {}, chat: {}"));
    const { of } = await doctor();
    expect(of("permissions")).toEqual([
      expect.objectContaining({
        status: "warning",
        message: "home: not granted: Chat.Read. Disabled: chat.",
        cure: expect.stringContaining("casement login home"),
      }),
    ]);
  });

  test("a stored sign-in of another key or client ID", async () => {
    await account();
    await signIn();
    const key = join(folder, ".casement/key");
    const text = await readFile(key, "utf8");
    await writeFile(key, `casement-key-1 ${Buffer.alloc(32, 7).toString("base64")}\n`);
    expect((await doctor()).of("account")[0]?.message).toContain("another key");
    await writeFile(key, text);
    const file = join(folder, "casement.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace(clientId, clientId.replace("1111-4", "2222-4")));
    expect((await doctor()).of("account")[0]?.message).toContain("another clientId or cloud");
  });

  test("a secret that will expire", async () => {
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await account(`    clientSecret: ${secret}\n    clientSecretExpires: ${soon}\n`);
    expect((await doctor(["--offline"])).of("secret")[0]).toMatchObject({
      status: "warning",
      message: expect.stringContaining(`expires on ${soon}`),
    });
  });
});

describe("the connection to Microsoft", () => {
  const respondWith = (
    graph: () => Response,
    login = () => Response.json({ token_endpoint: "https://x" }),
  ): Partial<DoctorEnvironment> => ({
    transport: { fetch: async (url) => (url.includes("graph.") ? graph() : login()) },
  });
  const refused = (date: string) => new Response("{}", { status: 401, headers: { date } });

  test.each([
    ["2026-03-02T08:00:10Z", "ok", "correct"],
    ["2026-03-02T08:02:00Z", "warning", "120 s behind|2 min behind"],
    ["2026-03-02T07:00:00Z", "problem", "60 min ahead of"],
  ])("Microsoft says %s: %s", async (date, status, message) => {
    const checks = await runChecksIn(respondWith(() => refused(new Date(date).toUTCString())));
    expect(checks.find(({ id }) => id === "clock")).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  test("the clock is compared with the emulator's", async () => {
    const slow = await serveEmulator({ populate: addHousehold, clock: createFakeClock() });
    await config(
      `emulator: ${slow.url}\nhttp: { port: 0 }\naccounts: [{ name: a, clientId: ${clientId}, accountType: work, plugins: {} }]\n`,
    );
    const { code, of } = await doctor();
    await slow.close();
    expect(code).toBe(1);
    expect(of("clock")[0]).toMatchObject({ status: "problem", message: expect.stringContaining("days ahead of Microsoft's") });
  });

  test("a request that times out", async () => {
    const clock = createFakeClock();
    const checks = runChecksIn({ clock, transport: { fetch: () => new Promise<never>(() => {}) } });
    let found: readonly DoctorCheck[] | undefined;
    void checks.then((all) => {
      found = all;
    });
    while (!found) {
      await clock.advance(10_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(found.filter(({ message }) => message.includes("no response within 10 s"))).toHaveLength(2);
  });

  test.each([
    ["a sign-on page in between", () => new Response("<html>", { status: 302 }), "Something other than Microsoft Graph"],
    ["a failing Graph", () => new Response("", { status: 503 }), "currently failing (status 503)"],
    [
      "a certificate that is not Microsoft's",
      () => Promise.reject({ cause: { code: "SELF_SIGNED_CERT_IN_CHAIN" } }) as never,
      "not Microsoft's",
    ],
  ])("%s", async (_, graph, message) => {
    const checks = await runChecksIn(respondWith(graph));
    expect(checks.find(({ id }) => id === "graph:graph.microsoft.com")?.message).toContain(message);
  });

  test("an organization that does not exist", async () => {
    await config(
      `emulator: ${emulator.url}\nhttp: { port: 0 }\naccounts: [{ name: a, clientId: ${clientId}, accountType: nowhere.example, plugins: {} }]\n`,
    );
    const { of } = await doctor();
    expect(of("login")[0]).toMatchObject({ status: "problem", message: 'Microsoft has no organization "nowhere.example".' });
  });

  test("a proxy that Node.js does not use", async () => {
    await account();
    const of = async (env: Record<string, string>) => (await doctor([], env)).of("proxy")[0]?.status;
    expect(await of({ HTTPS_PROXY: "http://proxy:3128" })).toBe("warning");
    expect(await of({ HTTPS_PROXY: "http://proxy:3128", NODE_USE_ENV_PROXY: "1" })).toBe("ok");
  });
});

describe("this machine", () => {
  test("a version of Node.js that is too old", async () => {
    expect((await runChecksIn({ nodeVersion: "20.18.3" }))[0]).toMatchObject({ id: "node", status: "problem" });
    expect((await runChecksIn({ nodeVersion: "20.19.0" }))[0]).toMatchObject({ id: "node", status: "ok" });
  });

  test.each<[version: string, on: string, status: string, message: RegExp]>([
    ["20.19.0", "2026-04-30T23:59:59Z", "ok", /^Node\.js 20\.19\.0\.$/],
    ["20.19.0", "2026-05-01T00:00:00Z", "warning", /^The Node\.js project ended its support of Node\.js 20 on 2026-04-30\.$/],
    ["23.1.0", "2026-01-01T00:00:00Z", "warning", /Node\.js 23 on 2025-06-01\.$/],
    ["24.1.0", "2028-04-30T12:00:00Z", "ok", /24\.1\.0/],
    ["31.0.0", "2099-01-01T00:00:00Z", "ok", /31\.0\.0/],
  ])("the support of Node.js %s on %s", async (nodeVersion, on, status, message) => {
    const [check] = await runChecksIn({ nodeVersion, clock: createFakeClock(on) });
    expect(check).toMatchObject({ id: "node", status, message: expect.stringMatching(message) });
    if (status === "warning") expect(check?.cure).toMatch(/LTS version/);
  });

  test("a key file that is damaged, and one that is not", async () => {
    await account();
    await signIn();
    const key = join(folder, ".casement/key");
    expect((await doctor(["--offline"])).of("key")[0]).toMatchObject({ status: "ok" });
    const text = await readFile(key, "utf8");
    await writeFile(key, text.replace(/.{5}\n$/, "00000\n"));
    expect((await doctor(["--offline"])).of("key")[0]).toMatchObject({
      status: "problem",
      message: expect.stringContaining("not a Casement key"),
    });
  });

  test.skipIf(process.platform === "win32")("a data folder or key that others can read", async () => {
    await account();
    const dataDir = join(folder, ".casement");
    await mkdir(dataDir, { mode: 0o755 });
    await chmod(dataDir, 0o755);
    await writeFile(join(dataDir, "key"), "casement-key-1 x", { mode: 0o644 });
    const { of } = await doctor(["--offline"]);
    expect(of("data-folder")[0]).toMatchObject({ status: "problem", cure: `Run: chmod 700 ${dataDir}` });
    expect(of("key")[0]).toMatchObject({ status: "problem", cure: expect.stringContaining("chmod 600") });
    expect((await stat(dataDir)).mode & 0o777).toBe(0o755);
  });

  test("a port that another program uses", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
    );
    await config(`http: { port: ${port} }\naccounts: [{ name: a, clientId: ${clientId}, accountType: work, plugins: {} }]\n`);
    const { of, code } = await doctor(["--offline"]);
    server.close();
    expect(code).toBe(1);
    expect(of("port")[0]).toMatchObject({ status: "problem", message: `Another program uses the address 127.0.0.1:${port}.` });
  });

  test.skipIf(process.platform === "win32")("a secret in a config that others can read", async () => {
    await account(`    clientSecret: ${secret}\n`);
    await chmod(join(folder, "casement.yaml"), 0o644);
    const { of, checks } = await doctor(["--offline"]);
    expect(of("config")[1]).toMatchObject({ status: "warning", cure: "Run: chmod 600 casement.yaml" });
    expect(JSON.stringify(checks)).not.toContain(secret);
  });

  test("a public address that Microsoft does not redirect to", async () => {
    await config(
      `http: { publicUrl: "http://hub.example" }\naccounts: [{ name: a, clientId: ${clientId}, accountType: work, plugins: {} }]\n`,
    );
    expect((await doctor(["--offline"])).of("public-url")[0]).toMatchObject({ status: "warning", cure: expect.stringContaining("TLS") });
  });

  test("an app of Home Assistant needs no public address", async () => {
    await config(
      `http: { host: 0.0.0.0, port: 0, ingress: { proxy: 172.30.32.2 } }\naccounts: [{ name: a, clientId: ${clientId}, accountType: work, plugins: {} }]\n`,
    );
    const { of } = await doctor(["--offline"]);
    expect(of("public-url")).toEqual([]);
    expect(of("config")[0]).toMatchObject({ status: "ok" });
  });

  test("a broker that does not run", async () => {
    await account("", 'mqtt: { url: "mqtt://127.0.0.1:1", username: ada, password: hush }\n');
    const { of, code } = await doctor();
    expect(code).toBe(1);
    expect(of("mqtt")[0]).toMatchObject({
      status: "problem",
      message: expect.stringContaining("Could not connect to the MQTT broker 127.0.0.1:1"),
    });
  });
});

test("asks a running hub", async () => {
  await account();
  await signIn();
  const stop = new AbortController();
  let found: Awaited<ReturnType<typeof doctor>> | undefined;
  const run = await runCasement(["start", "--json"], {
    cwd: folder,
    signal: stop.signal,
    onLine: () => {
      void doctor().then((result) => {
        found = result;
        stop.abort();
      });
    },
  });
  expect(run.code).toBe(0);
  expect(found?.of("hub")[0]).toMatchObject({ status: "ok", message: expect.stringContaining("and responds") });
  expect(found?.of("account")[0]?.message).toBe("home: signed in (reported by the hub).");
  expect(found?.code).toBe(0);
});
