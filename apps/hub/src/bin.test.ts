import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const bin = fileURLToPath(new URL("bin.ts", import.meta.url));

test("as a program with its input closed: results on standard output, errors and the exit code apart", async () => {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=casement-source", bin, "sensors", "--config", "gone.yaml", "--json"],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(JSON.parse(err.trim().split("\n").at(-1)!).error.code).toBe("config-missing");
});
