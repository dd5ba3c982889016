import { createSecretKey, randomBytes } from "node:crypto";
import fs from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CasementError } from "@casement/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDiskReadOnly } from "../../test/store/failing-disk.fixture.ts";
import { createSealedFile } from "./sealed-file.ts";

const key = createSecretKey(randomBytes(32));
let folder: string;
let file: string;
let lost: CasementError[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-sealed-"));
  file = join(folder, "state", "counter");
  lost = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const isValid = (value: unknown): value is { n: number } => typeof (value as { n?: unknown })?.n === "number";
const open = (more: object = {}) =>
  createSealedFile<{ n: number }>({
    file,
    key,
    purpose: "counter",
    isValid,
    consequence: "Count again.",
    onSetAside: (e) => lost.push(e),
    ...more,
  });

describe("a sealed file", () => {
  it("stores a value encrypted and readable by its owner only", async () => {
    expect(await open().read()).toBeUndefined();
    await open().update(() => ({ n: 1234567 }));
    expect(await open().read()).toEqual({ n: 1234567 });
    expect((await readFile(file)).includes("1234567")).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "state"))).mode & 0o777).toBe(0o700);
    await open().update(() => undefined);
    expect(await readdir(join(folder, "state"))).toEqual([]);
  });

  it("loses no update of concurrent writers", async () => {
    await Promise.all(Array.from({ length: 20 }, () => open().update((value) => ({ n: (value?.n ?? 0) + 1 }))));
    expect(await open().read()).toEqual({ n: 20 });
  });

  it("writes nothing if nothing changed, and keeps the old value if the change fails", async () => {
    await open().update(() => ({ n: 1 }));
    const { mtimeMs, ino } = await stat(file);
    await open().update((value) => value);
    await expect(
      open().update(() => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await stat(file)).toMatchObject({ mtimeMs, ino });
  });

  it("keeps the old value when the disk is full", async () => {
    await open().update(() => ({ n: 1 }));
    const write = vi.spyOn(fs, "write").mockImplementation(((...args: unknown[]) => {
      (args.at(-1) as (e: Error) => void)(Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
    }) as typeof fs.write);
    await expect(open().update(() => ({ n: 2 }))).rejects.toThrow("no space");
    write.mockRestore();
    expect(await open().read()).toEqual({ n: 1 });
    expect(await readdir(join(folder, "state"))).toEqual(["counter"]);
  });

  it("sets an unreadable file aside, reports why and with what consequence, and starts empty", async () => {
    await open().update(() => ({ n: 1 }));
    const whole = await readFile(file);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 20]! ^= 1;
    const cases: [Buffer | string, string, object?][] = [
      [flipped, "damaged"],
      [whole.subarray(0, 10), "damaged"],
      ["", "damaged"],
      ['{"AccessToken":{}}', "foreign"],
      [whole, "wrong-key", { key: createSecretKey(randomBytes(32)) }],
      [whole, "damaged", { purpose: "another" }],
      [whole, "foreign", { isValid: () => false }],
    ];
    for (const [content, reason, more] of cases) {
      await writeFile(file, content);
      lost = [];
      expect(await open(more).read()).toBeUndefined();
      expect(lost.map((error) => error.details.reason)).toEqual([reason]);
      expect(lost[0]!.message).toMatch(/renamed to .*Count again\.$/);
      expect(await open(more).read()).toBeUndefined();
      expect(lost.length).toBe(1);
    }
  });

  it.each<[string, (at: string) => Promise<unknown>]>([
    ["a folder", (at) => mkdir(at)],
    ["a folder with content", (at) => mkdir(join(at, "more"), { recursive: true })],
    ["a link to itself", (at) => symlink(at, at)],
  ])("sets %s aside that has its name", async (_, place) => {
    await open().update(() => ({ n: 1 }));
    await rm(file);
    await place(file);
    expect(await open().read()).toBeUndefined();
    expect(lost.map((error) => error.details.reason)).toEqual(["no-file"]);
    expect(await open().update((value) => ({ n: (value?.n ?? 0) + 1 }))).toEqual({ n: 1 });
  });

  it("that is unreadable on a read-only disk stays, is reported once, and starts empty", async () => {
    await open().update(() => ({ n: 1 }));
    await writeFile(file, "?");
    const repair = makeDiskReadOnly();
    const sealed = open();
    for (let time = 0; time < 3; time++) expect(await sealed.read()).toBeUndefined();
    expect(lost.map(({ message }) => message)).toEqual([
      expect.stringContaining("not renamed, because the file system is read-only (EROFS)"),
    ]);
    repair();
    expect(await readFile(file, "utf8")).toBe("?");
    expect(await sealed.read()).toBeUndefined();
    expect(await readdir(join(folder, "state"))).toEqual([expect.stringMatching(/^counter\.unreadable-/)]);
  });
});
