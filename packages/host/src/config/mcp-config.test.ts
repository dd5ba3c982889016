import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatProblem } from "./config-problem.ts";
import { loadConfig } from "./load-config.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-mcp-config-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(line: string) {
  const head = "accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]\n";
  await writeFile(join(folder, "casement.yaml"), `${head}${line}\n`);
  const plugins = { known: {}, importPackage: async () => [] };
  const { config, problems } = await loadConfig({ file: "casement.yaml", cwd: folder, env: {}, plugins });
  return { config, lines: problems.map(formatProblem) };
}

test.each([
  ["mcp: true", {}],
  ["mcp: {}", {}],
  ["mcp: { maxResult: 8000 }", { maxResult: 8_000 }],
  ["mcp: { readToken: true }", { readToken: true }],
  ["mcp: { confirm: never, draftsOnly: true }", { confirm: "never", draftsOnly: true }],
  ["mcp: false", undefined],
  ["# nothing", undefined],
])("%s", async (line, expected) => {
  const { config, lines } = await load(line);
  expect([lines, config?.mcp]).toEqual([[], expected]);
});

test.each([
  ["mcp: { maxResult: 10 }", "2:19 mcp.maxResult: must be at least 2000 characters"],
  ["mcp: { maxResults: 8000 }", '2:8 mcp.maxResults: is not a known key; did you mean "maxResult"?'],
  ["mcp: yes please", "2:6 mcp: must be a block of keys, not text"],
])("%s is reported with its position", async (line, expected) => {
  const { config, lines } = await load(line);
  expect([lines, config]).toEqual([[`casement.yaml:${expected}`], undefined]);
});
