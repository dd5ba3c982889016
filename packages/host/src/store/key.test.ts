import { promises } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fillDisk } from "../../test/store/failing-disk.fixture.ts";
import { loadKey } from "./key.ts";

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-key-"));
  dataDir = join(folder, "data");
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

describe("the key", () => {
  it("is created once, readable by its owner only, even if two processes start together", async () => {
    const [one, two] = await Promise.all([loadKey({ dataDir, env: {} }), loadKey({ dataDir, env: {} })]);
    expect(one.equals(two)).toBe(true);
    expect((await loadKey({ dataDir, env: {} })).equals(one)).toBe(true);
    expect((await stat(join(dataDir, "key"))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect(await readdir(dataDir)).toEqual(["key"]);
  });

  it("with one flipped bit in its file is refused, not taken for another key", async () => {
    const key = await loadKey({ dataDir, env: {} });
    const file = join(dataDir, "key");
    const whole = await readFile(file);
    for (let bit = 0; bit < (whole.length - 1) * 8; bit++) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(file, flipped);
      // Base64 has a few bits that mean nothing.
      const found = await loadKey({ dataDir, env: {} }).catch((error) => error.code);
      if (found !== "store-damaged") expect(key.equals(found)).toBe(true);
    }
  });

  it("is read from a file of version 1, which has no check value", async () => {
    await loadKey({ dataDir, env: {} });
    const bytes = Buffer.alloc(32, 9);
    await writeFile(join(dataDir, "key"), `casement-key-1 ${bytes.toString("base64")}\n`);
    expect((await loadKey({ dataDir, env: {} })).export()).toEqual(bytes);
  });

  it("is in memory while the disk is full, and saved later", async () => {
    await fillDisk();
    const key = await loadKey({ dataDir, env: {} });
    vi.restoreAllMocks();
    expect(await readdir(dataDir)).toEqual([]);
    await loadKey({ dataDir, env: {}, unsaved: key });
    expect((await loadKey({ dataDir, env: {} })).equals(key)).toBe(true);
  });

  it("is not replaced if it belongs to another user, and the message says what to do", async () => {
    const refused = Object.assign(new Error("EACCES"), { code: "EACCES" });
    vi.spyOn(promises, "stat").mockRejectedValue(refused);
    syncBuiltinESMExports();
    await expect(loadKey({ dataDir, env: {} })).rejects.toMatchObject({ code: "store-damaged", message: expect.stringContaining("chown") });
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it("is not replaced if a folder has the name of its file", async () => {
    await mkdir(join(dataDir, "key"), { recursive: true });
    await expect(loadKey({ dataDir, env: {} })).rejects.toMatchObject({
      code: "store-damaged",
      message: expect.stringContaining("move it away"),
    });
  });

  it("comes from the environment as base64 or hex, without creating a file", async () => {
    const bytes = Buffer.alloc(32, 7);
    for (const text of [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")]) {
      expect((await loadKey({ dataDir, env: { CASEMENT_KEY: text } })).export()).toEqual(bytes);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it("is refused if the environment variable has the wrong size, without repeating it", async () => {
    const error = await loadKey({ dataDir, env: { CASEMENT_KEY: "secret" } }).catch((e) => e);
    expect(error).toMatchObject({ code: "config-invalid" });
    expect(error.message).not.toContain("secret");
  });

  it("is refused if others can read the file, or if the file is damaged or not a key file", async () => {
    await loadKey({ dataDir, env: {} });
    const file = join(dataDir, "key");
    await chmod(file, 0o640);
    await expect(loadKey({ dataDir, env: {} })).rejects.toMatchObject({ code: "store-damaged", details: { reason: "readable" } });
    await chmod(file, 0o600);
    for (const text of ["", "casement-key-1 AAAA", "-----BEGIN PRIVATE KEY-----"]) {
      await writeFile(file, text);
      await expect(loadKey({ dataDir, env: {} })).rejects.toMatchObject({ code: "store-damaged", details: { reason: "key-file" } });
    }
  });
});
