import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadKey } from "./key.ts";

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-key-"));
  dataDir = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the key", () => {
  it("is created once, readable by its owner only, even if two processes start together", async () => {
    const [one, two] = await Promise.all([loadKey({ dataDir, env: {} }), loadKey({ dataDir, env: {} })]);
    expect(one.equals(two)).toBe(true);
    expect((await loadKey({ dataDir, env: {} })).equals(one)).toBe(true);
    expect((await stat(join(dataDir, "key"))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect(await readdir(dataDir)).toEqual(["key"]);
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
