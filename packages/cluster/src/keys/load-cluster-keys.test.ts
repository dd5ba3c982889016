import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createClusterKeys, createDataKey } from "./cluster-keys.ts";
import { loadClusterKeys } from "./load-cluster-keys.ts";

const [one, other] = ["11".repeat(32), Buffer.alloc(32, 2).toString("base64")];

it("come from a text, a file or a command, the first of them encrypts, and all decrypt", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-keys-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "keys"), `${one}\n${other}\n`);
  const sources = [
    { text: `${one}, ${other}` },
    { file: join(folder, "keys") },
    { command: [process.execPath, "-e", `process.stdout.write("${one}\\n${other}")`] },
  ];
  const dataKey = createDataKey();
  const [underFirst, underSecond] = [createClusterKeys([one]), createClusterKeys([other])].map((keys) => keys.wrap("home", dataKey));
  for (const source of sources) {
    const keys = await loadClusterKeys(source);
    expect(keys.fingerprint).toBe(createClusterKeys([one]).fingerprint);
    for (const wrapped of [underFirst!, underSecond!]) expect(keys.unwrap("home", wrapped)?.equals(dataKey)).toBe(true);
    expect(createClusterKeys([one]).unwrap("home", keys.wrap("home", dataKey))?.equals(dataKey)).toBe(true);
    // The key of one account is not that of another.
    expect(keys.unwrap("work", underFirst!)).toBeUndefined();
  }
});

it("are refused with the reason, and never shown", async () => {
  const secret = "not-a-key-but-secret";
  const refused = async (source: Parameters<typeof loadClusterKeys>[0]) => {
    const error: Error = await loadClusterKeys(source).then(
      () => new Error("accepted"),
      (reason) => reason,
    );
    expect(error.message).not.toContain(secret);
    return error.message;
  };
  expect(await refused({ text: secret })).toMatch(/^A cluster key must be 32 bytes as base64 or as 64 hex digits\./);
  expect(await refused({ text: " " })).toMatch(/^There is no cluster key\./);
  expect(await refused({ file: "/missing/key" })).toBe("The file with the cluster key, /missing/key, cannot be read (ENOENT).");
  const print = `process.stdout.write("${secret}"); process.stderr.write("${secret}"); process.exit(3)`;
  expect(await refused({ command: [process.execPath, "-e", print] })).toMatch(/ended with 3\. Run it yourself to see why\.$/);
  expect(await refused({ command: ["/missing/program"] })).toMatch(/did not start \(ENOENT\)/);
});
