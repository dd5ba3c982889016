import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayMs } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it, onTestFinished } from "vitest";
import { createAuditLog } from "./audit-log.ts";

async function createRig() {
  const folder = join(await mkdtemp(join(tmpdir(), "audit-")), "audit");
  const clock = createFakeClock("2026-03-28T22:30:00Z");
  const warnings: string[] = [];
  const write = (text: string) => void warnings.push(text);
  const log = { debug() {}, info() {}, warn: write, error: write } as never;
  const key = createSecretKey(randomBytes(32));
  const open = () => {
    const audit = createAuditLog({ folder, key, clock, log });
    onTestFinished(() => audit.close());
    return audit;
  };
  return { folder, clock, warnings, open };
}
const entry = { client: "Claude", tool: "email_send", account: "home", target: "message", outcome: "done" } as const;

it("keeps calls over a restart, newest first, encrypted", async () => {
  const { folder, clock, open } = await createRig();
  const first = open();
  await first.add(entry);
  await clock.advance(dayMs);
  await first.add({ ...entry, tool: "email_remove", outcome: "refused", code: "forbidden" });
  await first.close();
  const second = open();
  await second.add({ ...entry, tool: "email_list-messages" });
  expect((await second.read()).map(({ tool, at }) => [tool, at])).toEqual([
    ["email_list-messages", "2026-03-29T22:30:00.000Z"],
    ["email_remove", "2026-03-29T22:30:00.000Z"],
    ["email_send", "2026-03-28T22:30:00.000Z"],
  ]);
  expect(await second.read(1)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(["2026-03-28.log", "2026-03-29.log"]);
  expect((await readFile(join(folder, "2026-03-29.log"))).includes("email")).toBe(false);
  await second.close();
});

it("opens no file for a call that ends after the log was closed: the folder may be another hub's then", async () => {
  const { folder, warnings, open } = await createRig();
  const audit = open();
  await audit.close();
  await audit.add(entry);
  expect(await readdir(folder).catch(() => "missing")).toBe("missing");
  expect(warnings).toEqual([]);
});

it("shows a call that begins, and then only its end, also if the hub ended in between", async () => {
  const { clock, open } = await createRig();
  const first = open();
  await first.add({ ...entry, outcome: "begun", call: "1" });
  await first.add({ ...entry, tool: "email_remove", outcome: "begun", call: "2" });
  expect((await first.read()).map(({ outcome }) => outcome)).toEqual(["begun", "begun"]);
  // The end is on another day.
  await clock.advance(dayMs);
  await first.add({ ...entry, call: "1" });
  // Not closed: the process is gone.
  const second = open();
  const shown = [
    { ...entry, at: "2026-03-29T22:30:00.000Z" },
    { ...entry, tool: "email_remove", outcome: "begun", at: "2026-03-28T22:30:00.000Z" },
  ];
  expect(await second.read()).toEqual(shown);
  expect(await second.read(1)).toEqual(shown.slice(0, 1));
  await first.close();
  await second.close();
});

it("keeps 30 days, and at most 10 MB", async () => {
  const { folder, clock, open } = await createRig();
  const log = open();
  for (let day = 0; day < 32; day++) {
    await log.add(entry);
    await clock.advance(dayMs);
  }
  expect(await log.read()).toHaveLength(29);
  expect(await readdir(folder)).toHaveLength(30);
  for (const name of (await readdir(folder)).slice(0, 4)) await writeFile(join(folder, name), Buffer.alloc(3 * 1024 * 1024));
  await log.add(entry);
  expect(await readdir(folder)).toHaveLength(29);
  await log.close();
});

it("says once that a disk refuses, and lets calls go on", async () => {
  const { folder, warnings, open } = await createRig();
  await writeFile(folder, "a file where the folder should be");
  const log = open();
  await log.add(entry);
  await log.add(entry);
  expect(warnings).toEqual([expect.stringContaining("could not be recorded")]);
});
