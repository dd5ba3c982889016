import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatProblem } from "./config-problem.ts";
import { loadConfig } from "./load-config.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-caldav-config-"));
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
  ["caldav: true", { window: { pastDays: 90, futureDays: 365 } }],
  ["caldav: { window: { pastDays: 30 } }", { window: { pastDays: 30, futureDays: 365 } }],
  ["caldav: { window: { pastDays: 30, futureDays: 730 } }", { window: { pastDays: 30, futureDays: 730 } }],
  ["caldav: false", undefined],
  ["# nothing", undefined],
])("%s", async (line, expected) => {
  const { config, lines } = await load(line);
  expect([lines, config?.caldav]).toEqual([[], expected]);
});

test.each([
  ["caldav: { window: { pastDays: 0 } }", "2:31 caldav.window.pastDays: must be at least 1 day"],
  ["caldav: { window: { futureDays: 9999 } }", "2:33 caldav.window.futureDays: must be at most 1825 days, which is five years"],
  ["caldav: { windows: {} }", '2:11 caldav.windows: is not a known key; did you mean "window"?'],
  ["caldav: yes please", "2:9 caldav: must be a block of keys, not text"],
])("%s is reported with its position", async (line, expected) => {
  const { config, lines } = await load(line);
  expect([lines, config]).toEqual([[`casement.yaml:${expected}`], undefined]);
});
