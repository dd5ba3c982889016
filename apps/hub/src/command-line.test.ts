import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandRunOptions, runCasement } from "../test/command-line.fixture.ts";

const user = householdUsers.main;
let folder: string;
let emulator: EmulatorServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-cli-"));
  emulator = await serveEmulator({ populate: addHousehold });
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${emulator.url}
http: { publicUrl: "https://casement.example" }
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins: { calendar: {} }
`,
  );
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], options: CommandRunOptions = {}) => runCasement(args, { cwd: folder, ...options });

/** Signs in and accepts in the emulator, as a user does in a browser. Returns the redirect address. */
function browse(url: string, decision?: "cancel"): string {
  const result = emulator.emulator.control.entra.signIn(url, { user, ...(decision && { decision }) });
  if (!("redirect" in result)) throw new Error(`The browser stopped: ${JSON.stringify(result)}`);
  return result.redirect;
}

/** Signs in by callback, as a browser on this machine would. */
function loginByCallback(args: readonly string[] = [], decision?: "cancel") {
  return run(["login", "home", "--callback", "--json", ...args], {
    onLine(line) {
      const { url } = JSON.parse(line);
      if (url) void fetch(browse(url, decision));
    },
  });
}

describe.sequential("without a running hub, a command opens its own host", () => {
  test("before the first sign-in, accounts and services say what to do", async () => {
    const { code, out } = await run(["accounts"]);
    expect(code).toBe(0);
    expect(out).toMatch(/home +work +signed out/);
    expect(out).toContain("casement login home");
    expect(JSON.parse((await run(["services", "--json"])).out).services).toContainEqual(
      expect.objectContaining({ account: "home", id: "calendar/create-event", offered: false }),
    );
    expect((await run(["sensors"])).err).toContain("home is not signed in. Run: casement login home");
  });

  test("shows scopes before consent, in every format", async () => {
    expect(JSON.parse((await run(["scopes", "--format", "json"])).out)).toMatchObject({
      accounts: [{ account: "home", requested: ["Calendars.Read", "Calendars.ReadWrite", "User.Read", "offline_access"], granted: null }],
    });
    expect((await run(["scopes"])).out).toContain("Calendars.ReadWrite");
    expect((await run(["scopes", "--format", "markdown"])).out).toContain("| `Calendars.Read` |");
    expect(JSON.parse((await run(["scopes", "--format", "manifest"])).out).requiredResourceAccess[0].resourceAccess).toHaveLength(4);
    expect((await run(["scopes", "--format", "az"])).out).toContain("az ad app permission add");
    const consent = new URL((await run(["scopes", "--format", "admin-consent-url", "--account", "home"])).out);
    expect(consent.origin).toBe(emulator.url);
    expect(consent.searchParams.get("redirect_uri")).toBe("https://casement.example/auth/callback");
  });

  test("writes the request to an administrator, as text or to a file", async () => {
    const { code, out } = await run(["scopes", "--format", "request"]);
    expect(code).toBe(0);
    expect(out).toContain("az rest --method POST");
    expect(out).toContain("Calendars.ReadWrite");
    expect(await run(["scopes", "--format", "request", "--out", "request.html"])).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, "request.html"), "utf8")).toMatch(/^<!doctype html>[\s\S]*<h1>Request to approve/);
    expect(await run(["scopes", "--format", "request", "--out", "request.pdf"])).toMatchObject({
      code: 2,
      err: expect.stringContaining(".html, .md or .txt"),
    });
    expect(await run(["scopes", "--format", "az", "--out", "request.md"])).toMatchObject({ code: 2 });
  });

  test("after a canceled consent, the error suggests signing in with read permissions only", async () => {
    const { code, err } = await loginByCallback([], "cancel");
    expect(code).toBe(1);
    expect(err).toContain("casement login home --requested-set read");
    expect(JSON.parse(err.split("\n").at(-1)!).error).toMatchObject({ code: "sign-in-failed", details: { outcome: "cancelled" } });
  });

  test("if only an administrator can approve changes, one reply signs in with read permissions only", async () => {
    const { entra } = emulator.emulator.control;
    entra.setTenantPolicy(householdTenant.domain, { adminOnlyScopes: ["Calendars.ReadWrite"] });
    const options: CommandRunOptions = {
      reply: "1",
      onLine(line) {
        const { url } = JSON.parse(line);
        // On the page "Need admin approval", the only option is to go back.
        if (url) void fetch(browse(url, url.includes("Calendars.ReadWrite") ? "cancel" : undefined));
      },
    };
    const { code, out, err } = await run(["login", "home", "--callback", "--json"], options);
    expect(err).toContain("90094");
    expect(code).toBe(0);
    expect(JSON.parse(out.split("\n").at(-1)!)).toMatchObject({ outcome: "signed-in", missing: [] });
    expect((await run(["accounts"])).out).toMatch(/calendar \(read\)[\s\S]*wait for approval/);
    expect(await run(["call", "home", "calendar/create-event", '{"sensor":"sports","subject":"x","start":"2026-03-01"}'])).toMatchObject({
      code: 1,
    });
    entra.setTenantPolicy(householdTenant.domain, { adminOnlyScopes: [] });
    await run(["logout", "home"]);
  });

  test("Ctrl-C ends a pending sign-in", async () => {
    const stop = new AbortController();
    const { code, err } = await run(["login", "home", "--callback", "--json"], { signal: stop.signal, onLine: () => stop.abort() });
    expect({ code, first: err.split("\n")[0] }).toEqual({ code: 1, first: "Interrupted." });
  });

  test("login --paste accepts the address of a page that did not load", async () => {
    let pasted = "";
    const { code, out } = await run(["login", "home", "--paste", "--requested-set", "read", "--json"], {
      onLine: (line) => {
        pasted ||= browse(JSON.parse(line).url);
      },
      input: () => pasted,
    });
    expect(code).toBe(0);
    expect(JSON.parse(out.split("\n").at(-1)!)).toMatchObject({
      outcome: "signed-in",
    });
    expect((await run(["accounts"])).out).toContain("calendar (read)");
  });

  test("login --callback listens on this machine and finishes on its own", async () => {
    const { code, out } = await loginByCallback();
    expect(code).toBe(0);
    expect(JSON.parse(out.split("\n").at(-1)!)).toMatchObject({ account: "home", outcome: "signed-in", missing: [] });
    expect((await run(["accounts"])).out).toMatch(/home +work +signed in +robin@harbour-lane.example +calendar \(update\)/);
  });

  test("sensors reads once", async () => {
    const { sensors } = JSON.parse((await run(["sensors", "--json"])).out);
    expect(sensors.map(({ title }: { title: string }) => title)).toEqual(["Calendar", "Family", "Birthdays", "School", "Sports"]);
    expect(sensors[0]).toMatchObject({ id: "home/calendar/calendar", state: "on", stale: false });
    expect((await run(["sensors"])).out).toMatch(/home\/calendar\/calendar +Calendar +(on|Event in progress)/);
    expect((await run(["sensors", "home/calendar/calendar"])).out).toMatch(/subject +\S/);
    expect(await run(["sensors", "home/calendar/calender"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Did you mean home/calendar/calendar?"),
    });
  });

  test("call creates an event from key=value pairs, JSON, and standard input", async () => {
    const pairs = [
      "sensor=sports",
      "subject=Dinner",
      "start=2026-03-01T18:00",
      "end=2026-03-01T19:00",
      "categories=Food",
      "categories=Family",
    ];
    const made = await run(["call", "home", "calendar/create-event", ...pairs]);
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(made.out)).toMatchObject({ subject: "Dinner", categories: ["Food", "Family"], start: "2026-03-01T18:00:00+01:00" });
    const window = { sensor: "sports", start: "2026-03-01", end: "2026-03-02" };
    const listed = await run(["call", "home", "calendar/list-events", "--json", JSON.stringify(window)]);
    const piped = await run(["call", "home", "calendar/list-events", "-"], { input: JSON.stringify(window) });
    expect(listed.out).toContain("Dinner");
    expect(piped.out).toBe(listed.out);
  });

  test("logout deletes tokens and data", async () => {
    expect(await run(["logout", "home"])).toMatchObject({ code: 0, out: "home is signed out. Its tokens and data were deleted." });
    expect((await run(["accounts"])).out).toContain("signed out");
    expect((await run(["sensors"])).out).toContain("There are no sensors yet.");
  });
});

describe("errors", () => {
  test.each([
    [["frobnicate"], 2, "unknown command 'frobnicate'"],
    [["call", "home"], 2, "missing required argument 'service'"],
    [["login", "home", "--callback", "--paste"], 2, "Use one of --callback, --code and --paste."],
    [["scopes", "--format", "xml"], 2, "Use one of: table, json, markdown, manifest, az, admin-consent-url, request"],
    [["call", "home", "calendar/create-event", "subjct=x"], 2, 'Did you mean "subject"?'],
    [["call", "home", "calendar/create-event", "{no"], 2, "The JSON input is not valid JSON"],
    [["accounts", "--config", "gone.yaml"], 2, "The config file gone.yaml does not exist."],
    [["login", "hom"], 2, 'There is no account "hom". Did you mean home?'],
    [["call", "home", "calendar/create"], 2, 'Account home has no service "calendar/create". Did you mean calendar/create-event?'],
    [["call", "home", "create-event"], 2, 'no service "create-event". Did you mean calendar/create-event?'],
    [["services", "calendar/creat-event"], 2, "Did you mean calendar/create-event?"],
    [["events", "--follow"], 1, "No hub is running with this configuration. Start it with: casement start"],
    [["events"], 1, "No hub is running with this configuration."],
    [["sensors", "--watch"], 1, "No hub is running with this configuration."],
  ])("%j exits %i", async (args, code, message) => {
    const result = await run(args);
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
  });

  test("with --json, the last line of standard error is the error as an object", async () => {
    const { err } = await run(["login", "hom", "--json"]);
    expect(JSON.parse(err.split("\n").at(-1)!)).toMatchObject({ error: { code: "account-unknown", details: {} } });
    const usage = await run(["sensors", "--frobnicate", "--json"]);
    expect(JSON.parse(usage.err.split("\n").at(-1)!)).toEqual({
      error: { code: "usage", message: "unknown option '--frobnicate'", details: {} },
    });
  });

  test("in a folder without a configuration, the error says what to do", async () => {
    const empty = await mkdtemp(join(tmpdir(), "casement-empty-"));
    expect(await run(["sensors"], { cwd: empty })).toMatchObject({ code: 2, err: expect.stringContaining("casement demo") });
    await writeFile(join(empty, "casement.yaml"), "acounts: []\n");
    const { code, err } = await run(["sensors", "--json"], { cwd: empty });
    expect(code).toBe(2);
    expect(err).toContain('casement.yaml:1:1 acounts: is not a known key; did you mean "accounts"?');
    expect(JSON.parse(err.split("\n").at(-1)!).error.details.problems).toHaveLength(1);
    await rm(empty, { recursive: true });
  });

  test("--help names every command", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(0);
    for (const name of [
      "init",
      "doctor",
      "migrate",
      "start",
      "demo",
      "login",
      "logout",
      "accounts",
      "scopes",
      "sensors",
      "services",
      "call",
      "events",
      "plugins",
    ])
      expect(out).toMatch(new RegExp(`^ +${name}\\b`, "m"));
  });
});
