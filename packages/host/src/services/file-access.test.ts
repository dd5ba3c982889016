import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileAccess } from "./file-access.ts";

let root: string;
let open: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "casement-files-")));
  open = join(root, "open");
  await mkdir(join(open, "sub"), { recursive: true });
  await mkdir(join(root, "open-not"));
  await writeFile(join(open, "a.txt"), "inside");
  await writeFile(join(open, "sub", "b.png"), "picture");
  await writeFile(join(root, "secret.txt"), "outside");
  await writeFile(join(root, "open-not", "c.txt"), "outside");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const text = (content: string) => new Blob([content]).stream() as ReadableStream<Uint8Array>;
const files = () => createFileAccess({ read: [open], write: [open] });

describe("reading files", () => {
  it("returns name, size, type and content, and can stream the content several times", async () => {
    const file = await files().read("sub/b.png");
    expect(file).toMatchObject({ name: "b.png", size: 7, type: "image/png" });
    expect(await new Response(file.stream()).text()).toBe("picture");
    expect(await new Response(file.stream()).text()).toBe("picture");
    expect((await files().read(join(open, "a.txt"))).size).toBe(6);
  });

  it.each([
    "../secret.txt",
    "sub/../../secret.txt",
    "missing.txt",
    "",
    "a.txt\0.png",
    "../open-not/c.txt",
    "sub",
    ".",
    "file:///etc/passwd",
  ])("refuses %j", async (name) => {
    await expect(files().read(name)).rejects.toMatchObject({ code: "file-refused" });
  });
  it("refuses absolute paths outside the folder, and everything without a configured folder", async () => {
    await expect(files().read(join(root, "secret.txt"))).rejects.toMatchObject({ code: "file-refused" });
    await expect(createFileAccess().read("a.txt")).rejects.toThrow("No folder is configured");
  });

  it("follows links within the folder and refuses links that leave it", async () => {
    await symlink(join(root, "secret.txt"), join(open, "out.txt"));
    await symlink(root, join(open, "up"));
    await symlink(join(open, "a.txt"), join(open, "in.txt"));
    await expect(files().read("out.txt")).rejects.toMatchObject({ code: "file-refused" });
    await expect(files().read("up/secret.txt")).rejects.toMatchObject({ code: "file-refused" });
    expect((await files().read("in.txt")).size).toBe(6);
  });

  it("reads from a folder that is itself a link", async () => {
    await symlink(open, join(root, "link"));
    expect((await createFileAccess({ read: [join(root, "link")] }).read("a.txt")).size).toBe(6);
  });

  it("says why it refuses", async () => {
    const said = (name: string, access = files()) =>
      access.read(name).then(
        () => expect.unreachable(),
        ({ message }) => message,
      );
    const refused = 'The file "none.txt" cannot be read.';
    expect(await said("none.txt")).toBe(`${refused} It must exist and be in one of the folders under files.read in the configuration.`);
    expect(await said("none.txt", createFileAccess())).toBe(
      `${refused} No folder is configured. Add one under files.read in the configuration.`,
    );
    for (const name of ["", "a.txt\0.png"]) expect(await said(name)).toBe("The file has no name.");
    for (const name of ["sub", "sub/"]) expect(await said(name)).toBe('"sub" is not a regular file.');
    expect(await said(".")).toBe('"." is not a regular file.');
  });

  it("takes every address for one of a file elsewhere, and nothing else", async () => {
    await writeFile(join(open, "x-https:"), "x");
    for (const address of ["HTTPS://example.com/a.txt", "https://example.com/a.txt"])
      await expect(files().read(address)).rejects.toThrow("files.hosts");
    await expect(files().read("http://example.com/a.txt")).rejects.toThrow("only https");
    for (const name of ["x-https://a.txt", "https://"]) await expect(files().read(name)).rejects.toThrow("files.read");
  });

  it.runIf(process.platform === "linux")("does not wait for a pipe into which nothing is written", async () => {
    await promisify(execFile)("mkfifo", [join(open, "pipe")]);
    await expect(files().read("pipe")).rejects.toThrow('"pipe" is not a regular file.');
  });

  it("does not reveal the folder in an error", async () => {
    const error: Error = await files()
      .read("../secret.txt")
      .catch((reason) => reason);
    expect(error.message).not.toContain(root);
  });
});

describe("writing files", () => {
  it("creates missing folders and never replaces a file", async () => {
    expect(await files().write("new/deep/x.txt", text("one"))).toBe(join(open, "new", "deep", "x.txt"));
    expect(await files().write("new/deep/x.txt", text("two"))).toBe(join(open, "new", "deep", "x-2.txt"));
    expect(await files().write("a.txt", text("three"))).toBe(join(open, "a-2.txt"));
    expect(await readFile(join(open, "a.txt"), "utf8")).toBe("inside");
    expect(await readFile(join(open, "new", "deep", "x-2.txt"), "utf8")).toBe("two");
  });

  it.each(["../x.txt", "sub/../../x.txt", "", ".", "..", "sub/", "sub/..", "/x.txt", "../open-not/x.txt"])("refuses %j", async (name) => {
    await expect(files().write(name, text("x"))).rejects.toMatchObject({ code: "file-refused" });
    expect(await readdir(root)).toEqual(["open", "open-not", "secret.txt"]);
    expect(await readdir(join(root, "open-not"))).toEqual(["c.txt"]);
  });

  it("creates no folder through a link that leaves the folder", async () => {
    await symlink(join(root, "open-not"), join(open, "out"));
    await expect(files().write("out/made/x.txt", text("x"))).rejects.toMatchObject({ code: "file-refused" });
    expect(await readdir(join(root, "open-not"))).toEqual(["c.txt"]);
  });

  it("does not write through a link with the file's name", async () => {
    await symlink(join(root, "secret.txt"), join(open, "x.txt"));
    expect(await files().write("x.txt", text("mine"))).toBe(join(open, "x-2.txt"));
    expect(await readFile(join(root, "secret.txt"), "utf8")).toBe("outside");
  });

  it("leaves no file behind when the content fails", async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        controller.error(new Error("gone"));
      },
    });
    await expect(files().write("sub/x.txt", broken)).rejects.toThrow("gone");
    expect(await readdir(join(open, "sub"))).toEqual(["b.png"]);
  });

  it("says why a file cannot be written, and reads no further", async () => {
    let cancelled = 0;
    const content = () => new ReadableStream<Uint8Array>({ cancel: () => void cancelled++ });
    for (const [name, reason] of [
      [`${"ж".repeat(200)}.pdf`, "too long"],
      [`${"x".repeat(300)}/a.txt`, "too long"],
      [`${"a/".repeat(33)}b.txt`, "more than 32 folders deep"],
      ["../b.txt", "must be in one of the folders"],
    ] as const)
      await expect(files().write(name, reason === "too long" && name.endsWith(".pdf") ? text("x") : content())).rejects.toMatchObject({
        code: "file-refused",
        message: expect.stringContaining(reason),
      });
    expect(cancelled).toBe(3);
    expect(await readdir(open)).toEqual(["a.txt", "sub"]);
    expect(await files().write(`${"a/".repeat(32)}b.txt`, text("deep"))).toBe(
      join(open, ...Array.from({ length: 32 }, () => "a"), "b.txt"),
    );
  });

  it("refuses a file that a folder's place was taken by", async () => {
    await expect(files().write("a.txt/b.txt", text("x"))).rejects.toMatchObject({ code: "file-refused" });
  });

  it.runIf(process.platform === "linux")("stays below the folder while links take the place of folders", async () => {
    const [inside, outside] = [join(open, "swap"), join(root, "open-not")];
    await mkdir(inside);
    await writeFile(join(inside, "c.txt"), "inside");
    await symlink(outside, join(open, "link"));
    const readText = async () => new Response((await files().read("swap/c.txt")).stream()).text();
    expect(await readText()).toBe("inside");
    let stop = false;
    const swap = async () => {
      for (let hole = join(open, "hole"); !stop; ) {
        await rename(inside, hole).catch(() => {});
        await rename(join(open, "link"), inside).catch(() => {});
        await rename(inside, join(open, "link")).catch(() => {});
        await rename(hole, inside).catch(() => {});
      }
    };
    const swapping = swap();
    const contents = new Set<string>();
    for (let count = 0; count < 300; count++) {
      const name = `swap/w${count}.txt`;
      const [read] = await Promise.allSettled([readText(), files().write(name, text("x"))]);
      if (read.status === "fulfilled") contents.add(read.value);
    }
    stop = true;
    await swapping;
    // Whether a read meets the folder in its place is a matter of luck. None may meet what is outside.
    expect([...contents].filter((content) => content !== "inside")).toEqual([]);
    expect(await readdir(outside)).toEqual(["c.txt"]);
  });

  it("says why it refuses, and cancels the content", async () => {
    const said = (name: string, access = files()) =>
      access.write(name, text("x")).then(
        () => expect.unreachable(),
        ({ message }) => message,
      );
    const refused = 'The file "x.txt" cannot be written.';
    expect(await said("../x.txt")).toBe(`${refused} It must be in one of the folders under files.write in the configuration.`);
    expect(await said("x.txt", createFileAccess())).toBe(
      `${refused} No folder is configured. Add one under files.write in the configuration.`,
    );
    for (const name of ["", "sub/", "..", "a\\..", "x\0.txt"]) expect(await said(name)).toBe("The file has no name.");
    expect(await said(`${"x".repeat(300)}.txt`)).toMatch(
      /cannot be written: its name, or that of its folder, is too long\. Use a shorter one\.$/,
    );
  });

  it("gives a file to its owner only, and accepts names that end in dots", async () => {
    const path = await files().write("mine.txt", text("x"));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await files().write("wait...", text("x"))).toBe(join(open, "wait..."));
  });

  it("uses the next folder if one cannot be used", async () => {
    const access = createFileAccess({ read: [join(root, "none"), open], write: [join(root, "secret.txt"), open] });
    expect(await access.write("next.txt", text("x"))).toBe(join(open, "next.txt"));
    expect(await access.read("next.txt")).toMatchObject({ size: 1 });
  });

  it("creates the configured folder if it is missing", async () => {
    const made = createFileAccess({ write: [join(root, "later", "still")] });
    expect(await made.write("x.txt", text("x"))).toBe(join(root, "later", "still", "x.txt"));
  });
});
