import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";

it("keeps a value encrypted and over a restart, and starts empty when the file is damaged", async () => {
  await using t = await createTestHost({ plugins: [] });
  const file = join(t.dataDir, "surfaces/mqtt");
  expect(await t.host.sealedState("mqtt").read()).toBeUndefined();
  await t.host.sealedState("mqtt").write({ topic: "casement/home/sensor/calendar/family" });
  expect((await readFile(file)).includes("family")).toBe(false);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await using again = await t.restart();
  expect(await again.host.sealedState("mqtt").read()).toEqual({ topic: "casement/home/sensor/calendar/family" });
  expect(await again.host.sealedState("other").read()).toBeUndefined();
  await writeFile(file, "{}");
  expect(await again.host.sealedState("mqtt").read()).toBeUndefined();
  expect(again.log.some((line) => line.includes("It starts empty."))).toBe(true);
  expect(() => again.host.sealedState("../key")).toThrow(expect.objectContaining({ code: "input-invalid" }));
});

it("is changed by one after the other, on what the others have written, also after its file was deleted", async () => {
  await using t = await createTestHost({ plugins: [] });
  const state = t.host.sealedState("counts");
  const add = () => state.update((value) => [...((value as number[] | undefined) ?? []), 1]);
  await Promise.all([add(), add(), add()]);
  expect(await state.read()).toEqual([1, 1, 1]);
  await rm(join(t.dataDir, "surfaces/counts"));
  expect(await add()).toEqual([1, 1, 1, 1]);
  expect(await t.host.sealedState("counts").read()).toEqual([1, 1, 1, 1]);
  await state.update((value) => value);
  await expect(
    state.update(() => {
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await state.read()).toEqual([1, 1, 1, 1]);
});

it("says that it comes from a backup until it is written, also if other hosts use the folder before", async () => {
  await using t = await createTestHost({ plugins: [] });
  await t.host.sealedState("webhooks").write("before the backup");
  await t.host.stop();
  await writeFile(join(t.dataDir, "restored"), "");
  let host = t;
  for (let start = 0; start < 3; start++) {
    host = await host.restart();
    const state = host.host.sealedState("webhooks");
    expect([await state.read(), state.comesFromBackup]).toEqual(["before the backup", true]);
  }
  await host.host.sealedState("webhooks").write("after the restore");
  host = await host.restart();
  const state = host.host.sealedState("webhooks");
  expect([await state.read(), state.comesFromBackup]).toEqual(["after the restore", false]);
  expect(await readdir(join(t.dataDir, "surfaces"))).toEqual(["webhooks"]);
});

it("needs a running host", async () => {
  await using t = await createTestHost({ plugins: [] });
  await t.host.stop();
  expect(() => t.host.sealedState("mqtt")).toThrow(expect.objectContaining({ code: "stopped" }));
});
