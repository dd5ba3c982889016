import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createAlarms } from "../async/alarms.ts";
import { createLocalUploads } from "../composition/local-uploads.ts";
import { createFileAccess } from "./file-access.ts";
import { createUploadedFiles, maxUploadSize } from "./uploaded-files.ts";

function open() {
  const clock = createFakeClock();
  const port = createLocalUploads(clock, createAlarms(clock));
  const uploads = createUploadedFiles(() => port);
  return { clock, uploads, files: createFileAccess({}, undefined, uploads) };
}
const textOf = (stream: ReadableStream<Uint8Array>): Promise<string> =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
const bytes = (text: string) => new TextEncoder().encode(text);

describe("uploaded files", () => {
  it("can be read by their names for an hour, without a configured folder", async () => {
    const { clock, uploads, files } = open();
    const name = await uploads.add("photo.jpg", bytes("picture"));
    expect(name).toMatch(/^upload:[0-9a-f-]{36}\/photo\.jpg$/);
    const file = await files.read(name);
    expect([file.name, file.type, file.size, await textOf(file.stream()), await textOf(file.stream())]).toEqual([
      ...["photo.jpg", "image/jpeg", 7],
      ...["picture", "picture"],
    ]);
    await clock.advance(59 * 60_000);
    expect((await files.read(name)).size).toBe(7);
    await clock.advance(60_000);
    await expect(files.read(name)).rejects.toMatchObject({ code: "file-refused", message: expect.stringContaining("photo.jpg") });
    await expect(files.read("upload:photo.jpg")).rejects.toMatchObject({ code: "file-refused" });
  });

  it("have a bound, for one and for all", async () => {
    const { uploads } = open();
    await expect(uploads.add("a", new Uint8Array(maxUploadSize + 1))).rejects.toThrow(/larger than 25 MB/);
    const names: string[] = [];
    for (const name of ["a", "b", "c"]) names.push(await uploads.add(name, new Uint8Array(maxUploadSize)));
    await expect(uploads.read(names[0]!)).rejects.toThrow(/Upload it again/);
    for (const name of names.slice(1)) expect((await uploads.read(name)).size).toBe(maxUploadSize);
  });

  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ada\\plan.pdf", "plan.pdf"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["a\n\0b.txt", "ab.txt"],
    ["", "file"],
    ["folder/", "file"],
    [`${"x".repeat(300)}.pdf`, `${"x".repeat(196)}.pdf`],
  ])("have a name without folders and tricks: %j", async (given, name) => {
    const { uploads } = open();
    expect((await uploads.read(await uploads.add(given, bytes("x")))).name).toBe(name);
  });
});
