import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createLamp, historyFolderOf, knownStatesOf, lampId, startLampHost } from "../../test/history/lamp.fixture.ts";
import { maxEntriesPerDay } from "./state-history.ts";

it("keeps states and their times, no attributes, and writes nothing while nothing changes", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp);
  lamp.state = "on";
  await t.advance("30s");
  lamp.subject = "Also private";
  await t.advance("2m");
  const changes = (await t.host.history(lampId))!.filter(({ known }) => known);
  expect(changes.map(({ state }) => state)).toEqual(["off", "on"]);
  const [file] = await readdir(historyFolderOf(t));
  const path = join(historyFolderOf(t), file!);
  const before = await readFile(path);
  expect(before.includes("private")).toBe(false);
  await t.advance("1h");
  expect((await readFile(path)).equals(before)).toBe(true);
});

it("continues over a restart, and claims nothing of the time in between", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp);
  lamp.state = "on";
  await t.advance("2m");
  await t.host.stop();
  await t.clock.advance(3_600_000);
  await using again = await t.restart();
  await again.advance("2m");
  const changes = (await again.host.history(lampId))!;
  const unknown = changes.findIndex(({ known, state }, at) => at > 1 && !known && state === "on");
  expect(Date.parse(changes[unknown + 1]!.at) - Date.parse(changes[unknown]!.at)).toBeGreaterThanOrEqual(3_600_000);
  expect(changes.at(-1)).toMatchObject({ state: "on", known: true });
});

it("is not known while the account must sign in", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp);
  await t.account.logout({ keepData: true });
  await t.advance("2m");
  expect((await t.host.history(lampId))!.at(-1)).toMatchObject({ state: "off", known: false });
});

it("follows a state that flaps only for a while", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp);
  for (let at = 0; at < maxEntriesPerDay + 20; at++) {
    lamp.state = `s${at}`;
    await t.account.refresh();
  }
  const states = (await knownStatesOf(t))!;
  expect(states.length).toBeLessThanOrEqual(maxEntriesPerDay);
  expect(states.length).toBeGreaterThan(maxEntriesPerDay - 10);
});

it("starts a damaged day anew, and ends with the account's data", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp);
  await t.advance("2m");
  await t.host.stop();
  const [file] = await readdir(historyFolderOf(t));
  await writeFile(join(historyFolderOf(t), file!), "nonsense");
  await using again = await t.restart();
  await again.advance("2m");
  expect(await knownStatesOf(again)).toEqual(["off"]);
  await again.account.logout();
  expect(existsSync(historyFolderOf(again))).toBe(false);
});

it("goes on in a new file when somebody deletes the folder", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp);
  await t.advance("2m");
  await rm(historyFolderOf(t), { recursive: true });
  lamp.state = "on";
  await t.advance("2m");
  expect(await knownStatesOf(t)).toEqual(["on"]);
});

it("is not kept unless it is wanted", async () => {
  const lamp = createLamp();
  await using t = await createTestHost({ plugins: [{ plugin: lamp.plugin }] });
  await t.advance("5m");
  expect([await t.host.history(lampId), existsSync(historyFolderOf(t))]).toEqual([undefined, false]);
  await expect(t.host.history("home/house/nope")).rejects.toMatchObject({ code: "sensor-unknown" });
});
