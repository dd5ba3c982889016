import assert from "node:assert/strict";
import { join } from "node:path";
import { findFreePort } from "../harness/find-free-port.ts";
import { type CalendarCheck, checkWritten, titlesOf } from "./calendar-check.ts";
import { nextMorning } from "./calendar-text.ts";
import { runDesktopProgram } from "./run-desktop-program.ts";

const program = join(import.meta.dirname, "python/thunderbird.py");

/** Thunderbird finds all collections from the address, and reads a calendar and a list. */
export async function checkThunderbird(check: CalendarCheck): Promise<void> {
  const { account, calendar, list, microsoft, canWrite, folder, programs, ok, skip } = check;
  const [events, tasks] = [await microsoft.events(), await microsoft.tasks()];
  const args = {
    ...account,
    calendar: calendar.title,
    list: list.title,
    counts: { [calendar.title]: events.length, [list.title]: tasks.length },
    write: canWrite,
    start: nextMorning(),
  };
  const found = await runDesktopProgram(
    [join(programs.bin, "python"), program, folder, String(await findFreePort()), JSON.stringify(args)],
    folder,
  );
  const names: string[] = found.calendars.map(({ name }: { name: string }) => name);
  assert(names.includes(calendar.title) && names.includes(list.title), `Thunderbird found only ${names.join(", ")}`);
  assert(
    found.calendars.every(({ readOnly }: { readOnly: boolean }) => readOnly !== canWrite),
    `Thunderbird sees other privileges: ${JSON.stringify(found.calendars)}`,
  );
  ok(`Thunderbird found ${names.length} calendars and lists from the address`);
  assert.deepEqual(found.items[calendar.title].map(({ title }: { title: string }) => title).sort(), events);
  assert.deepEqual(titlesOf(found.items[list.title]), titlesOf(tasks));
  ok(`Thunderbird reads ${events.length} events and ${tasks.length} tasks, completed ones too`);
  if (canWrite) await checkWritten(check, "Thunderbird");
  else skip("Thunderbird writes: the hub does not offer writing to calendar programs");
}
