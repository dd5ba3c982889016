import { spawn } from "node:child_process";
import { createSecretKey, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createSealedFile } from "./sealed-file.ts";

it("loses no update of two processes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-sealed-"));
  const file = join(folder, "state", "counter");
  const key = createSecretKey(randomBytes(32));
  const script = fileURLToPath(new URL("../../test/store/increment.fixture.ts", import.meta.url));
  const args = ["--import", "tsx", "--conditions=casement-source", script, file, key.export().toString("hex"), "25"];
  const children = [1, 2].map(() => spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] }));
  expect(await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]))).toEqual([0, 0]);
  const isValid = (value: unknown): value is { n: number } => typeof (value as { n?: unknown })?.n === "number";
  const counter = createSealedFile<{ n: number }>({ file, key, purpose: "counter", isValid, consequence: "", onSetAside() {} });
  expect(await counter.read()).toEqual({ n: 50 });
  await rm(folder, { recursive: true, force: true });
});
