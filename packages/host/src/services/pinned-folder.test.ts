import { mkdir, mkdtemp, open, readdir, readlink, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isOpenedBelow, pinFolder } from "./pinned-folder.ts";

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "casement-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** How many files and folders below the root are open. */
async function countOpen(): Promise<number> {
  const numbers = await readdir("/proc/self/fd");
  const targets = await Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => "")));
  return targets.filter((target) => target.startsWith(root)).length;
}

describe.runIf(process.platform === "linux")("pinFolder", () => {
  it("holds one folder open, until it is disposed", async () => {
    const folder = await pinFolder(root, join(root, "a", "b"));
    expect(folder).toMatchObject({ realPath: join(root, "a", "b") });
    expect(await countOpen()).toBe(1);
    await folder?.[Symbol.asyncDispose]();
    expect(await countOpen()).toBe(0);
  });

  it("leaves nothing open if the folder was removed after it was opened", async () => {
    await mkdir(join(root, "gone"));
    await using gone = await open(join(root, "gone"));
    await rm(join(root, "gone"), { recursive: true });
    // Through this address, a removed folder can be opened, but has no path.
    const address = `/proc/self/fd/${gone.fd}`;
    await expect(pinFolder(address, address)).rejects.toThrow("ENOENT");
    expect(await countOpen()).toBe(1);
  });
});

describe.runIf(process.platform === "linux")("isOpenedBelow", () => {
  it("is true for a file below the folder, and false for one elsewhere or one that was removed", async () => {
    await mkdir(join(root, "in"));
    await writeFile(join(root, "in", "a.txt"), "a");
    await using file = await open(join(root, "in", "a.txt"));
    expect(await isOpenedBelow(join(root, "in"), file)).toBe(true);
    expect(await isOpenedBelow(join(root, "out"), file)).toBe(false);
    await rm(join(root, "in", "a.txt"));
    expect(await isOpenedBelow(join(root, "in"), file)).toBe(false);
  });
});
