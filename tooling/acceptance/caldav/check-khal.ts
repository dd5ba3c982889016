import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { CalendarCheck } from "./calendar-check.ts";
import { createVdirsyncerMirror } from "./vdirsyncer-mirror.ts";

export interface KhalCheck extends CalendarCheck {
  /** A calendar with series, exceptions, deleted occurrences and other time zones, and its occurrences as Microsoft 365 computes them. */
  readonly series: { readonly path: string; occurrences(from: string, until: string): readonly string[] };
}

/** Contains both changes of the clocks of a year. */
const days = 300;
const dayAfter = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

/** khal expands series itself, and must show the occurrences that Microsoft 365 shows. */
export async function checkKhal(check: KhalCheck): Promise<void> {
  const { account, programs, folder, series, calendar, canWrite, microsoft, ok, skip } = check;
  const mirror = await createVdirsyncerMirror(programs.bin, folder, account);
  await mirror.sync();
  const config = join(folder, "khal.conf");
  const calendarOf = (path: string) => `[[${basename(path)}]]\npath = ${join(mirror.folder, basename(path))}\n`;
  await writeFile(
    config,
    `[calendars]
${[...new Set([series.path, calendar.path])].map(calendarOf).join("")}[sqlite]
path = ${join(folder, "khal.db")}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
`,
  );
  const khal = async (...args: string[]): Promise<string> => {
    const { code, output } = await runToEnd(join(programs.bin, "khal"), ["--config", config, ...args], { cwd: folder, seconds: 90 });
    assert.equal(code, 0, `khal ${args[0]} ended with exit code ${code}:\n${output.slice(-4_000)}`);
    return output;
  };
  const fields = ["uid", "title", "start-long-full"].flatMap((field) => ["--json", field]);
  const [from, until] = [dayAfter(1), dayAfter(1 + days)];
  const output = await khal("list", "--include-calendar", basename(series.path), ...fields, from, `${days}d`);
  const shown = new Set<string>();
  for (const line of output.split("\n").filter((each) => each.startsWith("[")))
    for (const each of JSON.parse(line) as Record<string, string>[]) shown.add(`${each["start-long-full"]} ${each.title}`);
  const expected = new Set(series.occurrences(`${from}T00:00:00Z`, `${until}T00:00:00Z`));
  assert.deepEqual([...shown].sort(), [...expected].sort());
  ok(`khal shows the ${expected.size} occurrences of ${days} days that Microsoft 365 shows, computed from the series`);

  if (!canWrite) return skip("khal writes: the hub does not offer writing to calendar programs");
  await khal("new", "--calendar", basename(calendar.path), from, "11:00", "12:00", "From khal");
  await mirror.sync();
  await waitFor("the event of khal", 20, async () => (await microsoft.events()).includes("From khal"));
  ok("an event of khal arrived in Microsoft 365");
}
