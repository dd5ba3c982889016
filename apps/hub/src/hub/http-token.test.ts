import { chmod, mkdir, mkdtemp, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConsoleLogger } from "@casement/host";
import { afterEach, beforeEach, expect, it } from "vitest";
import { dataFolderWarning } from "./data-folder-warning.ts";
import { readOrCreateHttpToken, restoreHttpToken } from "./http-token.ts";

let folder: string;
const logged: string[] = [];
const log = createConsoleLogger("warn", (line) => logged.push(line));

beforeEach(async () => {
  logged.length = 0;
  folder = await mkdtemp(join(tmpdir(), "casement-token-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("the token is created once, for its owner only", async () => {
  const token = await readOrCreateHttpToken(folder, log);
  expect(await readOrCreateHttpToken(folder, log)).toBe(token);
  expect((await stat(join(folder, "http-token"))).mode & 0o777).toBe(0o600);
});

it("a token whose file was deleted with its folder is written again", async () => {
  const token = await readOrCreateHttpToken(folder, log);
  await rm(folder, { recursive: true });
  await restoreHttpToken(folder, token);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await restoreHttpToken(folder, "another token");
  expect(await readOrCreateHttpToken(folder, log)).toBe(token);
});

it.each([0o644, 0o660, 0o602])("a token file with mode %o is refused like a key file", async (mode) => {
  await readOrCreateHttpToken(folder, log);
  await chmod(join(folder, "http-token"), mode);
  await expect(readOrCreateHttpToken(folder, log)).rejects.toMatchObject({
    code: "store-damaged",
    message: expect.stringContaining("chmod 600"),
  });
});

it("a file without a token, which others can read, gets one that they cannot read", async () => {
  await writeFile(join(folder, "http-token"), "", { mode: 0o644 });
  await readOrCreateHttpToken(folder, log);
  expect((await stat(join(folder, "http-token"))).mode & 0o777).toBe(0o600);
});

it.each([
  [0o700, undefined],
  [0o755, undefined],
  [0o775, "chmod 700"],
  [0o777, "chmod 700"],
])("a data folder with mode %o: %s", async (mode, warning) => {
  await chmod(folder, mode);
  const found = await dataFolderWarning(folder);
  if (warning === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(warning);
});

it.each(["\0".repeat(64), "short", "a token with spaces in it"])(
  "a file with %j has no token that a program could send, and gets one",
  async (content) => {
    await writeFile(join(folder, "http-token"), content, { mode: 0o600 });
    expect(await readOrCreateHttpToken(folder, log)).toMatch(/^[\w-]{32}$/);
  },
);

it("a token that cannot be written serves all the same, and is written later", async () => {
  await mkdir(join(folder, "http-token"));
  const token = await readOrCreateHttpToken(folder, log);
  expect(logged).toEqual([expect.stringMatching(/could not be written to .*http-token \(EISDIR\)/)]);
  await rmdir(join(folder, "http-token"));
  // A full disk leaves an empty file.
  await writeFile(join(folder, "http-token"), "");
  await restoreHttpToken(folder, token);
  expect(await readOrCreateHttpToken(folder, log)).toBe(token);
});
