// `npx pnpm@12 bench:caldav`, after a build: the hub beside Radicale and DavMail, in the same run. Writes RESULTS-CALDAV.md beside the other results.
// `CALENDAR_PROGRAMS_FOLDER`, `DAVMAIL_FOLDER`: folders to install the others in and to keep. Default: a temporary one.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAllPrograms } from "../../acceptance/harness/programs.ts";
import { describeMachine } from "../describe-machine.ts";
import { runCaldavBench } from "./caldav-bench.ts";
import { formatCaldavFigures, missedCaldavGoals } from "./format-caldav-figures.ts";

const folder = await mkdtemp(join(tmpdir(), "casement-bench-caldav-"));
try {
  const figures = await runCaldavBench(folder);
  const text = `# CalDAV\n\nWritten by \`npx pnpm@12 bench:caldav\`. ${describeMachine()}.\n\n${formatCaldavFigures(figures)}\n`;
  console.log(text);
  await writeFile(new URL("../RESULTS-CALDAV.md", import.meta.url), text);
  for (const missed of missedCaldavGoals(figures)) {
    process.exitCode = 1;
    console.error(`Missed goal: ${missed}.`);
  }
} finally {
  killAllPrograms();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
