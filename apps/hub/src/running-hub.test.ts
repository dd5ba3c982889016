import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandRun, type CommandRunOptions, runCasement } from "../test/command-line.fixture.ts";

const user = householdUsers.main;
let folder: string;
let emulator: EmulatorServer;
let hub: Promise<CommandRun>;
const stop = new AbortController();

const run = (args: readonly string[], options: CommandRunOptions = {}) => runCasement(args, { cwd: folder, ...options });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-hub-"));
  emulator = await serveEmulator({ populate: addHousehold, entra: { deviceCodeInterval: 0 } });
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${emulator.url}
http: { port: 0 }
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins: { calendar: { every: { events: 15s } } }
`,
  );
  await new Promise<void>((started) => {
    hub = run(["start", "--json"], { signal: stop.signal, onLine: () => started() });
  });
});
afterAll(async () => {
  stop.abort();
  await hub;
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command until it has printed this many lines. */
async function following(
  args: readonly string[],
  lines: number,
  meanwhile: (firstLine: Promise<void>) => Promise<unknown>,
): Promise<readonly string[]> {
  let onFirstLine = (): void => {};
  const firstLine = new Promise<void>((resolve) => {
    onFirstLine = resolve;
  });
  const end = new AbortController();
  const seen: string[] = [];
  const running = run(args, {
    signal: end.signal,
    onLine(line) {
      seen.push(line);
      onFirstLine();
      if (seen.length >= lines) end.abort();
    },
  });
  await meanwhile(firstLine);
  await running;
  return seen;
}

describe.sequential("with a running hub, commands use it", () => {
  test("a second start exits with 1 and names the first", async () => {
    const { code, err } = await run(["start"]);
    expect(code).toBe(1);
    expect(err).toContain(`Process ${process.pid} already uses the data folder`);
    expect(err).toMatch(/It is reachable at http:\/\/127\.0\.0\.1:\d+/);
  });

  test("only the owner can read the files with address and token", async () => {
    for (const file of ["run.json", "http-token"]) expect((await stat(join(folder, ".casement", file))).mode & 0o777).toBe(0o600);
  });

  test("login with a device code", async () => {
    const { code, out, err } = await run(["login", "home", "--json"], {
      onLine(line) {
        const { userCode, url } = JSON.parse(line);
        if (!userCode) return;
        expect(url).toMatch(new RegExp(`^${emulator.url}/`));
        emulator.emulator.control.entra.approveDevice(userCode, user);
      },
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out.split("\n").at(-1)!)).toMatchObject({ account: "home", outcome: "signed-in" });
    expect((await run(["accounts"])).out).toMatch(/home +work +signed in +robin@harbour-lane.example/);
  });

  test("login --callback redirects to the hub", async () => {
    const { code } = await run(["login", "home", "--callback", "--json"], {
      onLine(line) {
        const { url } = JSON.parse(line);
        if (!url) return;
        const browser = emulator.emulator.control.entra.signIn(url, { user });
        if ("redirect" in browser) void fetch(browser.redirect);
      },
    });
    expect(code).toBe(0);
  });

  test("a canceled consent and a pasted address work as without a hub", async () => {
    const { entra } = emulator.emulator.control;
    const canceled = await run(["login", "home", "--callback", "--json"], {
      onLine(line) {
        const browser = entra.signIn(JSON.parse(line).url, { user: householdUsers.colleagues.mateo, decision: "cancel" });
        if ("redirect" in browser) void fetch(browser.redirect);
      },
    });
    expect(canceled.code).toBe(1);
    expect(canceled.err).toContain("casement login home --requested-set read");
    let pasted = "";
    const { code } = await run(["login", "home", "--paste", "--json"], {
      onLine(line) {
        const { url } = JSON.parse(line);
        if (!url) return;
        const browser = entra.signIn(url, { user });
        if ("redirect" in browser) pasted = browser.redirect;
      },
      input: () => pasted,
    });
    expect(code).toBe(0);
  });

  test("in a folder with a running demo, a command says once that it uses the demo", async () => {
    const elsewhere = join(folder, "elsewhere");
    await mkdir(join(elsewhere, ".casement"), { recursive: true });
    await symlink(folder, join(elsewhere, ".casement", "demo"));
    const { code, err } = await run(["scopes", "--format", "request"], { cwd: elsewhere });
    expect({ code, notes: err.match(/Using the running demo/g) }).toEqual({ code: 0, notes: ["Using the running demo"] });
  });

  test("scopes shows what was granted", async () => {
    const [report] = JSON.parse((await run(["scopes", "--json"])).out).accounts;
    expect(report).toMatchObject({ account: "home", plugins: [{ plugin: "calendar", access: "update", missing: [] }] });
    expect(report.granted).toContain("Calendars.ReadWrite");
    expect((await run(["scopes"])).out).toContain("Have full access to user calendars");
  });

  test("sensors are live", async () => {
    await expect.poll(async () => JSON.parse((await run(["sensors", "--json"])).out).sensors.length).toBe(5);
    expect((await run(["sensors"])).out).toMatch(/home\/calendar\/calendar +Calendar +(on|Event in progress)/);
    expect(await run(["sensors", "home/calendar/gone"])).toMatchObject({ code: 2 });
  });

  test("after a call that changes a calendar, events --follow and sensors --watch show the change, and the event log keeps it", async () => {
    const input = ["sensor=sports", "subject=Rowing", "start=2026-03-01T18:00", "end=2026-03-01T19:00"];
    const now = new Date();
    const soon = {
      ...Object.fromEntries(input.map((pair) => pair.split("="))),
      start: now.toISOString(),
      end: new Date(now.getTime() + 3_600_000).toISOString(),
    };
    let watched: readonly string[] = [];
    const latest = (await run(["events", "--json"])).out.split("\n").at(-1);
    const after = latest ? ["--after", JSON.parse(latest).id] : [];
    const followed = await following(["events", "--follow", "--json", ...after], 1, async () => {
      watched = await following(["sensors", "home/calendar/sports", "--watch", "--json"], 2, async (firstLine) => {
        await firstLine;
        const made = await run(["call", "home", "calendar/create-event", JSON.stringify(soon)]);
        expect(made).toMatchObject({ code: 0, err: "" });
      });
    });
    expect(JSON.parse(followed[0]!)).toMatchObject({ account: "home", type: "calendar/event-created" });
    expect(watched.map((line) => JSON.parse(line).state)).toEqual(["off", "on"]);
    const kept = (await run(["events", "--json"])).out.split("\n").map((line) => JSON.parse(line));
    expect(kept.map(({ type }) => type)).toContain("calendar/event-created");
    const last = kept.at(-1).id;
    expect((await run(["events", "--after", last, "--json"])).out).toBe("");
  });

  test("errors of the hub keep their code", async () => {
    const { code, err } = await run(["call", "home", "calendar/list-events", "--json", '{"sensor":"sports","start":"never"}']);
    expect(code).toBe(2);
    expect(JSON.parse(err.split("\n").at(-1)!).error.code).toBe("input-invalid");
  });

  test("Ctrl-C stops the hub cleanly", async () => {
    stop.abort();
    expect(await hub).toMatchObject({ code: 0, err: "" });
    await expect(stat(join(folder, ".casement", "run.json"))).rejects.toThrow();
    expect(await run(["events"])).toMatchObject({ code: 1, err: expect.stringContaining("No hub is running") });
  });
});
