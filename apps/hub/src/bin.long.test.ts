import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const bin = fileURLToPath(new URL("bin.ts", import.meta.url));

async function runBin(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=casement-source", bin, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, out, err };
}

test("as a process: results go to standard output, errors to standard error, and the exit code is set", async () => {
  const { code, out, err } = await runBin("sensors", "--config", "gone.yaml", "--json");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(JSON.parse(err.trim().split("\n").at(-1)!).error.code).toBe("config-missing");
});

test("exits even if a plugin left a timer running", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-bin-"));
  try {
    await writeFile(join(folder, "restless.mjs"), "setInterval(() => {}, 1_000); export const nothing = 1;");
    await writeFile(join(folder, "casement.yaml"), "accounts: []\npackages: [./restless.mjs]\n");
    const { code, out } = await runBin("plugins", "--json", "--config", join(folder, "casement.yaml"));
    expect(code).toBe(0);
    expect(JSON.parse(out).plugins.at(-1)).toMatchObject({ package: "./restless.mjs", state: "failed" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
