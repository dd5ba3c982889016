import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

  it("creates the configured folder if it is missing", async () => {
    const made = createFileAccess({ write: [join(root, "later")] });
    expect(await made.write("x.txt", text("x"))).toBe(join(root, "later", "x.txt"));
  });
});
