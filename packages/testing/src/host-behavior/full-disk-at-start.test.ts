import fs from "node:fs";
import { open } from "node:fs/promises";
import { afterEach, expect, it, vi } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { todoSlice } from "../slices/todo-slice.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Makes every write of this process fail as on a full disk, until the mocks are restored. */
async function fillDisk(): Promise<void> {
  const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  vi.spyOn(fs, "write").mockImplementation(((...args: unknown[]) => (args.at(-1) as (error: Error) => void)(full())) as typeof fs.write);
  const handle = await open(import.meta.filename, "r");
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  for (const method of ["write", "writeFile"] as const) vi.spyOn(prototype, method).mockImplementation(() => Promise.reject(full()));
}

const disk = (log: readonly string[]): string[] => log.filter((line) => line.includes("cannot be written"));

it("starts on a full disk with its last values, says so, stays signed in, and recovers by itself", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.advance("2m");
  const known = t.host.index().map(({ id, state }) => [id, state]);
  await t.host.stop();
  await fillDisk();

  await using again = await t.restart();
  await again.advance("2h");
  expect(again.host.index().map(({ id, state }) => [id, state])).toEqual(known);
  expect((await again.account.status()).state).toBe("signed-in");
  expect(again.account.status().problem?.code).toBe("data-folder");
  expect(disk(again.log).join("\n")).toContain("the disk is full (ENOSPC)");
  expect(disk(again.log).length).toBeLessThan(5);

  vi.restoreAllMocks();
  await again.advance("2m");
  expect(again.log.join("\n")).toContain("can be written again");
  expect(again.account.status().problem).toBeUndefined();
  await using third = await again.restart();
  expect(third.host.index().map(({ id, state }) => [id, state])).toEqual(known);
});

it("does not blame a plugin when what it read cannot be stored, and shows it later", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.advance("2m");
  const [user] = t.emulator.directory.users();
  await fillDisk();
  t.emulator.control.todo.addTask(user!.userPrincipalName, "Tasks", { title: "Milk" });
  await t.advance("5m");
  const { problem, plugins } = t.account.status();
  expect(problem).toMatchObject({ code: "data-folder", message: expect.stringContaining("the disk is full (ENOSPC)") });
  expect(
    [problem?.message, ...plugins.map(({ error }) => error), ...t.log.filter((line) => !line.startsWith("debug"))].join("\n"),
  ).not.toMatch(/author|Error at|unexpected error/);
  vi.restoreAllMocks();
  await t.advance("2m");
  expect(t.account.status().problem).toBeUndefined();
  expect(t.host.index().some(({ state }) => state === 1)).toBe(true);
});
