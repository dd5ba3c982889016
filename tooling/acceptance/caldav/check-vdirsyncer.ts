import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { waitFor } from "../harness/wait-for.ts";
import { type CalendarCheck, titlesOf } from "./calendar-check.ts";
import { calendarText, nextMorningLines } from "./calendar-text.ts";
import { createVdirsyncerMirror } from "./vdirsyncer-mirror.ts";

/** A household with many events and tasks. */
export interface VdirsyncerCheck extends CalendarCheck {
  readonly crowd: { readonly calendar: string; readonly list: string; readonly events: number; readonly tasks: number };
  /** Adds, renames and deletes an event of the calendar in Microsoft 365, and waits until the hub knows. */
  changeInMicrosoft(): Promise<{ readonly added: string; readonly renamed: string; readonly deleted: string }>;
}

const countOf = (lines: readonly string[], pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;

/** vdirsyncer keeps the account and a folder of files the same, in both directions. */
export async function checkVdirsyncer(check: VdirsyncerCheck): Promise<void> {
  const { account, programs, folder, calendar, list, crowd, canWrite, microsoft, ok, skip } = check;
  const mirror = await createVdirsyncerMirror(programs.bin, folder, account);
  const startedAt = Date.now();
  const first = await mirror.sync();
  const counts = [Object.keys(await mirror.read(crowd.calendar)).length, Object.keys(await mirror.read(crowd.list)).length];
  assert.deepEqual(counts, [crowd.events, crowd.tasks]);
  assert.equal(countOf(first, /to hub\//), 0, "changes on the server in the first run");
  ok(
    `vdirsyncer copied ${first.length} items, among them ${counts.join(" events and ")} tasks, in ${Math.round((Date.now() - startedAt) / 1_000)} s`,
  );
  assert.deepEqual(await mirror.sync(), []);
  ok("a second run of vdirsyncer changes nothing");

  const name = basename(calendar.path);
  const { added, renamed, deleted } = await check.changeInMicrosoft();
  const changes = await mirror.sync();
  const texts = Object.values(await mirror.read(name));
  assert(texts.some((text) => text.includes(`SUMMARY:${added}`)) && texts.some((text) => text.includes(`SUMMARY:${renamed}`)));
  assert(!texts.some((text) => text.includes(`SUMMARY:${deleted}`)), `${deleted} is still there`);
  assert.deepEqual([changes.length, countOf(changes, /to hub\//)], [3, 0], `vdirsyncer did more than needed: ${changes.join("\n")}`);
  ok("an event that was added, one that was renamed and one that was deleted in Microsoft 365 arrived, and nothing else");

  if (!canWrite) return skip("vdirsyncer writes: the hub does not offer writing to calendar programs");
  const entries = Object.entries(await mirror.read(name));
  const fileOf = (subject: string): [file: string, text: string] => {
    const [file, text] = entries.find(([, each]) => each.includes(`SUMMARY:${subject}`))!;
    return [join(mirror.folder, name, file), text];
  };
  const [renamedFile, renamedText] = fileOf(renamed);
  await writeFile(renamedFile, renamedText.replace(/SUMMARY:.*/, "SUMMARY:Renamed in vdirsyncer"));
  await rm(fileOf(added)[0]);
  await writeFile(join(mirror.folder, name, "new.ics"), calendarText("VEVENT", "Added in vdirsyncer", nextMorningLines()));
  await writeFile(
    join(mirror.folder, basename(list.path), "new.ics"),
    calendarText("VTODO", "Task in vdirsyncer", ["STATUS:NEEDS-ACTION"]),
  );
  await mirror.sync();
  await waitFor("what vdirsyncer has written", 20, async () => {
    const events = await microsoft.events();
    assert(
      events.includes("Renamed in vdirsyncer") && events.includes("Added in vdirsyncer") && !events.includes(added),
      events.join(", "),
    );
    assert(titlesOf(await microsoft.tasks()).includes("☐ Task in vdirsyncer"));
    return true;
  });
  ok("vdirsyncer added, renamed and deleted events and added a task, in Microsoft 365");
  // The server never keeps the program's own text, so vdirsyncer reads it once more.
  assert.equal(countOf(await mirror.sync(), /to hub\//), 0, "vdirsyncer writes again");
  assert.deepEqual(await mirror.sync(), []);
  ok("after that, vdirsyncer writes nothing again, and the next run changes nothing");
}
