import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { runAcceptance } from "../harness/run-acceptance.ts";
import type { CalendarCheck } from "./calendar-check.ts";
import { crowdedCollections, sharedCollections, startCalendarHousehold, testerCollections } from "./calendar-household.ts";
import { checkEvolution } from "./check-evolution.ts";
import { checkKhal } from "./check-khal.ts";
import { checkServerTester } from "./check-server-tester.ts";
import { checkThunderbird } from "./check-thunderbird.ts";
import { checkTodoman } from "./check-todoman.ts";
import { checkTsdav } from "./check-tsdav.ts";
import { checkVdirsyncer } from "./check-vdirsyncer.ts";
import { installCalendarPrograms } from "./install-calendar-programs.ts";
import { startRadicale } from "./radicale-server.ts";

// Runs other people's calendar programs, as they are, on a hub with `caldav: true` and the demo household.
// `CALENDAR_PROGRAMS_FOLDER`: a folder to install the programs in and to keep. Default: a temporary one.
// Arguments: names of programs to run. Default: all.

const user = householdUsers.main;
const only = process.argv.slice(2);

await runAcceptance("caldav", 600, async ({ folder, phase, ok, skip, keep }) => {
  const installed = process.env.CALENDAR_PROGRAMS_FOLDER ?? join(folder, "installed");
  const programs = await phase("Installing the calendar programs", 400, () => installCalendarPrograms(installed));
  await using home = await phase("Starting the household", 120, () => startCalendarHousehold(join(folder, "hub")));
  const { household, account, microsoft, canWrite, find, refresh } = home;
  const { calendar, list } = { calendar: find(sharedCollections.calendar), list: find(sharedCollections.list) };
  const run = async (name: string, seconds: number, check: (context: CalendarCheck) => Promise<void>, missing?: string): Promise<void> => {
    if (only.length > 0 && !only.includes(name)) return;
    if (missing !== undefined) return skip(`${name}: ${missing}`);
    const own = join(folder, name);
    await mkdir(own);
    await phase(name, seconds, () => check({ account, programs, folder: own, calendar, list, microsoft, canWrite, ok, skip, keep }));
  };

  await run("vdirsyncer", 150, (context) =>
    checkVdirsyncer({
      ...context,
      crowd: {
        ...crowdedCollections,
        calendar: basename(find(crowdedCollections.calendar).path),
        list: basename(find(crowdedCollections.list).path),
      },
      async changeInMicrosoft() {
        const events = household.emulator.control.calendar;
        const [first, second] = events.events(user, sharedCollections.calendar);
        const copy = { subject: "Collect the paint", start: first!.start, end: first!.end };
        events.createEvent(user, copy, sharedCollections.calendar);
        events.patchEvent(user, String(first!.id), { subject: "Paint the stairs" });
        events.deleteEvent(user, String(second!.id));
        await refresh();
        return { added: copy.subject, renamed: "Paint the stairs", deleted: String(second!.subject) };
      },
    }),
  );
  await run("khal", 120, (context) =>
    checkKhal({ ...context, series: { path: find("Calendar").path, occurrences: (...range) => home.occurrences("Calendar", ...range) } }),
  );
  await run("todoman", 90, checkTodoman);
  await run("tsdav", 60, checkTsdav);
  await run("thunderbird", 160, checkThunderbird, programs.withoutDebian);
  await run("evolution", 160, checkEvolution, programs.withoutDebian);
  await run("caldav-server-tester", 400, async (context) => {
    await using radicale = await startRadicale(programs.bin, context.folder);
    await checkServerTester(context, radicale, testerCollections);
  });
});
