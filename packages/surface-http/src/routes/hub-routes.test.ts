import { createFakeClock } from "@casement/graph-emulator";
import { createRecentLog, defineAccount } from "@casement/host";
import { expect, it } from "vitest";
import { createHttpRig, readToken, testUser } from "../../test/http-rig.fixture.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

it("says what runs, since when, and what it costs by the hour", async () => {
  await using rig = await createHttpRig();
  const { body } = await rig.requestJson("/api/v1/hub", { token: readToken });
  expect(body).toMatchObject({
    version: "1.2.3",
    node: process.versions.node,
    sensors: 1,
    staleSensors: 0,
    memoryBytes: expect.any(Number),
  });
  expect(Date.parse(body.startedAt)).toBeLessThanOrEqual(rig.testHost.clock.now().getTime());
  expect(body.graph.home.at(-1)).toMatchObject({ at: expect.stringMatching(/T\d\d:00:00\.000Z$/), requests: expect.any(Number) });
  expect(body.graph.home.at(-1).requests).toBeGreaterThan(0);
});

it("returns the log by level, account and plugin, newest first, and forgets a removed account", async () => {
  const recentLog = createRecentLog(silent, createFakeClock());
  await using rig = await createHttpRig({}, { recentLog });
  await rig.testHost.host.addAccount(defineAccount({ ...rig.testHost.account.options, name: "second", signIn: "home" }));
  recentLog.log.info("cli called home tasks/add-task: done");
  recentLog.log.warn("[second] Graph throttles outlook for 5 s.");
  recentLog.log.error("[home/tasks] feed tasks failed");
  const log = async (query = "") => {
    const { body } = await rig.requestJson(`/api/v1/log${query}`);
    return body.entries.map(({ level, account, plugin }: Record<string, string>) => [level, account, plugin]);
  };
  expect(await log()).toEqual([
    ["error", "home", "tasks"],
    ["warn", "second", undefined],
    ["info", "home", "tasks"],
  ]);
  expect(await log("?level=warn&account=home")).toEqual([["error", "home", "tasks"]]);
  expect(await log("?plugin=tasks")).toHaveLength(2);
  expect((await rig.request("/api/v1/log?level=loud")).status).toBe(400);
  await rig.testHost.host.removeAccount("second");
  expect(await log("?account=second")).toEqual([]);
  await using without = await createHttpRig();
  expect((await without.requestJson("/api/v1/log")).body).toEqual({ kept: false, entries: [] });
});

it("returns when a sensor's state changed", async () => {
  await using rig = await createHttpRig({ host: { history: { days: 30 } } });
  await rig.addTask("Milk");
  const path = "/api/v1/sensors/home/tasks/groceries/history";
  const { body } = await rig.requestJson(path, { token: readToken });
  expect(body.kept).toBe(true);
  expect(body.changes.filter(({ known }: { known: boolean }) => known).map(({ state }: { state: number }) => state)).toEqual([0, 1]);
  expect((await rig.request(`${path}?days=0`)).status).toBe(400);
  expect((await rig.request("/api/v1/sensors/home/tasks/nope/history")).status).toBe(404);
  await using without = await createHttpRig();
  expect((await without.requestJson(path)).body).toEqual({ kept: false, changes: [] });
});

it("returns diagnostics that name nobody", async () => {
  const recentLog = createRecentLog(silent, createFakeClock());
  await using rig = await createHttpRig({ host: { log: recentLog.log } }, { recentLog });
  await rig.addTask("A very private subject");
  await rig.requestJson("/api/v1/access", { method: "POST", body: { kind: "wall", name: "Tablet of Ada" } });
  recentLog.log.warn(
    `[home] ${testUser} said "Dear Bob" at https://graph.microsoft.com/v1.0/me?x=1 in /srv/casement/data/key of 192.168.1.7`,
  );
  const response = await rig.request("/api/v1/diagnostics");
  expect(response.headers.get("content-disposition")).toContain("casement-diagnostics.json");
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    casement: "1.2.3",
    accounts: [
      { account: "account-1", state: "signed-in", problem: null, plugins: [{ id: "tasks", access: "update", sensors: 1, stale: 0 }] },
    ],
    access: { wall: 1 },
  });
  expect(JSON.parse(text).log.at(-1).message).toBe('(mail address) said "…" at (address) in (path) of (address)');
  const { clientId } = rig.testHost.account.options;
  for (const secret of ["home", "private subject", "Groceries", "groceries", "Ada", "ada", testUser, "contoso", "Tablet", "Bob", clientId])
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
});
