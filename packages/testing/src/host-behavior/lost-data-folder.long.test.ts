import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import { todoSlice } from "../slices/todo-slice.ts";

const statesOf = (t: TestHost) => t.host.index().map(({ id, state }) => [id, state]);
const reportsOf = (t: TestHost) => t.log.filter((line) => line.startsWith("error") && line.includes(t.dataDir));
const addTask = (t: TestHost, title: string) =>
  t.emulator.control.todo.addTask(t.emulator.directory.users()[0]!.userPrincipalName, "Tasks", { title });

it.each<[string, string, (dataDir: string) => Promise<void>]>([
  ["folder", "", (dataDir) => rm(dataDir, { recursive: true })],
  ["folder, which was moved", "", (dataDir) => rename(dataDir, `${dataDir}-moved`)],
  [
    "folder, which was replaced by an empty one",
    "",
    async (dataDir) => {
      await rm(dataDir, { recursive: true });
      await mkdir(dataDir, { mode: 0o700 });
    },
  ],
  ["accounts", "accounts", (dataDir) => rm(join(dataDir, "accounts"), { recursive: true })],
  ["key", "key", (dataDir) => rm(join(dataDir, "key"))],
  ["lock", "lock", (dataDir) => rm(join(dataDir, "lock"))],
  ["log of feeds", "accounts/home/feeds.log", (dataDir) => rm(join(dataDir, "accounts/home/feeds.log"))],
  ["sign-in", "accounts/home/sign-in", (dataDir) => rm(join(dataDir, "accounts/home/sign-in"))],
  ["state of a surface", "surfaces/mqtt", (dataDir) => rm(join(dataDir, "surfaces/mqtt"))],
  ["run.json", "run.json", (dataDir) => rm(join(dataDir, "run.json"))],
])("restores the deleted %s from memory, says so once, and a restart is signed in and has lost nothing", async (_, part, damage) => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.host.announce({ address: "http://127.0.0.1:1", token: "secret" });
  await t.host.sealedState("mqtt").write({ last: 7 });
  await t.advance("2m");
  await damage(t.dataDir);
  addTask(t, "Milk");
  await t.advance("11m");
  await t.advance("2m");
  expect((await stat(t.dataDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(t.dataDir, part))).mode & 0o077).toBe(0);
  expect(await readFile(join(t.dataDir, "run.json"), "utf8")).toContain("http://127.0.0.1:1");
  expect(reportsOf(t)).toEqual([expect.stringMatching(/(deleted|vanished).*from memory/)]);
  const [events, states] = [t.events.map(({ id, type }) => [id, type]), statesOf(t)];
  expect(events).toContainEqual([expect.anything(), "todo-slice/task-created"]);

  await using again = await t.restart({ signedOut: true });
  expect(await again.host.sealedState("mqtt").read()).toEqual({ last: 7 });
  expect(again.account.status().state).toBe("signed-in");
  expect(statesOf(again)).toEqual(states);
  expect((await again.host.events.after()).events.map(({ id, type }) => [id, type])).toEqual(events);
  await again.advance("2h");
  expect(again.account.status()).toMatchObject({ state: "signed-in", staleSensors: 0 });
  await rm(`${t.dataDir}-moved`, { recursive: true, force: true });
});

it("restores a data folder that was deleted just before the stop", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.advance("2m");
  await rm(t.dataDir, { recursive: true });
  const states = statesOf(t);
  await using again = await t.restart({ mode: "once", signedOut: true });
  expect([again.account.status().state, statesOf(again)]).toEqual(["signed-in", states]);
});

it("replaces a damaged sign-in within ten minutes, without a renewal", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await writeFile(join(t.dataDir, "accounts/home/sign-in"), "?");
  await t.advance("11m");
  await using again = await t.restart({ mode: "once", signedOut: true });
  expect(again.account.status().state).toBe("signed-in");
});

it("does not bring back what an account deleted when it signed out", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.account.logout();
  await rm(t.dataDir, { recursive: true });
  await t.advance("2m");
  await using again = await t.restart({ mode: "once", signedOut: true });
  expect(again.account.status().state).toBe("signed-out");
});

it("leaves a folder to the process that has taken it meanwhile, and says so", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await rm(t.dataDir, { recursive: true });
  await mkdir(t.dataDir, { mode: 0o700 });
  const other = JSON.stringify({ pid: process.ppid, id: "other" });
  await writeFile(join(t.dataDir, "lock"), other);
  await t.advance("3m");
  expect(reportsOf(t)).toEqual([expect.stringContaining(`Process ${process.ppid}`)]);
  await t.host.stop();
  expect(await readFile(join(t.dataDir, "lock"), "utf8")).toBe(other);
  await expect(stat(join(t.dataDir, "accounts"))).rejects.toMatchObject({ code: "ENOENT" });
});

it("does not write into a folder that has another key", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await using other = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  const key = await readFile(join(other.dataDir, "key"));
  await writeFile(join(t.dataDir, "key"), key);
  await t.advance("11m");
  expect(reportsOf(t)).toEqual([expect.stringContaining("another key")]);
  expect(t.account.status().problem).toMatchObject({ code: "data-folder" });
});
