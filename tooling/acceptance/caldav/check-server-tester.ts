import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import type { CalendarAccount, CalendarCheck } from "./calendar-check.ts";

/** What caldav-server-tester found about each feature: `full`, `quirk`, `fragile`, `unsupported`, `broken`, `unknown` and others. */
export type FeatureSupport = Readonly<Record<string, string>>;

const program = join(import.meta.dirname, "python/server_tester.py");
const results = new URL("RESULTS.md", import.meta.url);
/** How much a server supports a feature, from the least. */
const ranks = ["unsupported", "broken", "ungraceful", "unknown", "fragile", "quirk", "full"];
const rankOf = (support: string | undefined): number => ranks.indexOf(support ?? "unknown");

/** Runs caldav-server-tester on a server. `own`: titles of a calendar and a list that it may fill, where it cannot create any. */
async function testServer(
  { programs, folder }: CalendarCheck,
  { address, userName, password }: CalendarAccount,
  own?: { readonly calendar: string; readonly list: string },
): Promise<FeatureSupport> {
  const lines: string[] = [];
  const { code, output } = await runToEnd(
    join(programs.bin, "python"),
    [program, JSON.stringify({ address, userName, password, ...own })],
    {
      cwd: folder,
      seconds: 240,
      onLine: (line) => lines.push(line),
    },
  );
  assert.equal(code, 0, `caldav-server-tester ended with exit code ${code}:\n${output.slice(-4_000)}`);
  const found: Record<string, { support?: string }> = JSON.parse(lines.at(-1) ?? "");
  return Object.fromEntries(Object.entries(found).flatMap(([feature, { support }]) => (support === undefined ? [] : [[feature, support]])));
}

/**
 * Compares the features with those of Radicale. Each that Radicale has and the hub has not must be in the table of RESULTS.md, with its reason,
 * and nothing else.
 */
export async function checkServerTester(
  check: CalendarCheck,
  radicale: CalendarAccount,
  own: { readonly calendar: string; readonly list: string },
): Promise<void> {
  const { account, canWrite, ok, skip, keep } = check;
  if (!canWrite) return skip("caldav-server-tester: it writes what it then reads, and the hub does not offer writing to calendar programs");
  const [ours, theirs] = [await testServer(check, account, own), await testServer(check, radicale)];
  const lacking = Object.keys(theirs)
    .filter((feature) => rankOf(theirs[feature]) > rankOf(ours[feature]))
    .sort();
  const explained = [...(await readFile(results, "utf8")).matchAll(/^\| `([\w.-]+)` \|/gm)].map(([, feature]) => feature!).sort();
  const describe = (features: readonly string[]) =>
    features.map((feature) => `${feature}: ${theirs[feature]} there, ${ours[feature]} here`).join("\n");
  assert.deepEqual(lacking, explained, `RESULTS.md explains other features than these:\n${describe(lacking)}`);
  const better = Object.keys(ours).filter((feature) => rankOf(ours[feature]) > rankOf(theirs[feature])).length;
  keep({ features: Object.keys(theirs).length, lacking: lacking.length });
  ok(
    `caldav-server-tester: ${Object.keys(ours).length} features; ${lacking.length} that Radicale has are explained in RESULTS.md, ${better} that it lacks are here`,
  );
}
