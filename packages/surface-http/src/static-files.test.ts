import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createHttpRig } from "../test/http-rig.fixture.ts";

it("serves the files of the folder without a token, and nothing outside it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-"));
  try {
    const staticFolder = join(folder, "site");
    await mkdir(join(staticFolder, "assets"), { recursive: true });
    await writeFile(join(folder, "secret.txt"), "secret");
    await mkdir(join(staticFolder, "frames"));
    await writeFile(join(staticFolder, "frames", "message.html"), "<!doctype html>");
    await writeFile(join(staticFolder, "index.html"), "<!doctype html>");
    await writeFile(join(staticFolder, "assets", "app-1234.js"), "let a");
    await writeFile(join(staticFolder, "assets", "app-1234.js.br"), "brotli");
    await using rig = await createHttpRig({ mode: "once" }, { staticFolder });
    const get = (path: string, headers = {}, method = "GET") => rig.request(path, { token: null, headers, method });
    const index = await get("/");
    expect([index.status, index.headers.get("content-type"), index.headers.get("cache-control"), await index.text()]).toEqual([
      200,
      "text/html; charset=utf-8",
      "no-cache",
      "<!doctype html>",
    ]);
    const policy = index.headers.get("content-security-policy")!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toMatch(/img-src[^;]*https:/);
    // A page for what others wrote: pictures, but no script, no form, and only in a frame of this origin.
    const frame = await get("/frames/message.html");
    const framePolicy = frame.headers.get("content-security-policy")!;
    expect(framePolicy).toContain("default-src 'none'; style-src 'self'; img-src https: blob:;");
    expect(framePolicy).toContain("form-action 'none'; frame-ancestors 'self'; sandbox");
    expect(framePolicy).not.toMatch(/script|unsafe|allow-forms|allow-top/);
    expect(frame.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    const script = await get("/assets/app-1234.js", { "accept-encoding": "gzip" });
    expect([script.headers.get("content-type"), script.headers.get("content-encoding"), await script.text()]).toEqual([
      "text/javascript; charset=utf-8",
      null,
      "let a",
    ]);
    expect(script.headers.get("cache-control")).toContain("immutable");
    const small = await get("/assets/app-1234.js", { "accept-encoding": "gzip, br" });
    expect([small.headers.get("content-encoding"), await small.text()]).toEqual(["br", "brotli"]);
    for (const path of ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets", "/assets/", "//etc/passwd"])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get("/", {}, "POST")).status).toBe(404);
  } finally {
    await rm(folder, { recursive: true });
  }
});
