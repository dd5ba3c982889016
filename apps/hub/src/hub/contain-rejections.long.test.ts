import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { originOf } from "./contain-rejections.ts";

const failing = (stack: string, message = "x"): Error => Object.assign(new Error(message), { stack: `Error: ${message}\n${stack}` });

describe("the origin of an error", () => {
  it.each([
    ["    at read (/app/node_modules/casement-plugin-odd/dist/index.js:1:2)", "the package casement-plugin-odd"],
    ["    at read (file:///app/node_modules/@me/odd/index.js:1:2)", "the package @me/odd"],
    ["    at read (/app/node_modules/.pnpm/odd@1.0.0/node_modules/odd/index.js:1:2)", "the package odd"],
    ["    at node:internal/timers:1:2\n    at read (/app/node_modules/odd/index.js:1:2)", "the package odd"],
    ["    at read (/app/plugins/odd.mjs:1:2)", "a file that is not in a package"],
    ["", "an unknown location"],
  ])("%j is %s", (stack, origin) => expect(originOf(failing(stack))).toBe(origin));

  it("is not read from the message", () => {
    expect(originOf(failing("    at read (/app/node_modules/odd/index.js:1:2)", "x\n    at a (/node_modules/ada/secret.js:1:1)"))).toBe(
      "the package odd",
    );
    expect(originOf("a text")).toBe("an unknown location");
  });
});

describe("a plugin that forgets an await", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "casement-rejection-"));
    const plugin = join(folder, "node_modules", "casement-plugin-odd");
    await mkdir(plugin, { recursive: true });
    const schema = `{ "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }), jsonSchema: { input: () => ({ type: "object" }), output: () => ({ type: "object" }) } } }`;
    await writeFile(join(plugin, "package.json"), JSON.stringify({ name: "casement-plugin-odd", type: "module", exports: "./index.js" }));
    await writeFile(
      join(plugin, "index.js"),
      `export const odd = { apiVersion: 1, id: "odd", title: "Odd", scopes: { "User.Read": { tier: "read", why: "x" } }, sensors: {
        odd: { title: "Odd", scope: "User.Read", every: "1m", value: ${schema}, read: () => { Promise.reject(new Error("Dinner with Ada")); return { state: 1 }; } } } };`,
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is named in the log, and the hub continues", async () => {
    const bin = fileURLToPath(new URL("../bin.ts", import.meta.url));
    const tsx = import.meta.resolve("tsx");
    const args = ["--conditions=casement-source", "--import", tsx, bin, "demo", "--once", "--json", "--plugin", "casement-plugin-odd"];
    const { code, out, err } = await new Promise<{ code: unknown; out: string; err: string }>((resolve) =>
      execFile(process.execPath, args, { cwd: folder }, (error, out, err) => resolve({ code: error?.code ?? 0, out, err })),
    );
    expect(err).toMatch(
      /A promise was rejected and not handled in the package casement-plugin-odd: Error at [\w.-]+:\d+\. The hub continues\./,
    );
    expect(err).not.toContain("Dinner");
    expect(code).toBe(0);
    expect(JSON.parse(out).sensors).toMatchObject([{ id: "home/odd/odd", state: 1 }]);
  }, 120_000);
});
