import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CalendarCheck, checkWritten } from "./calendar-check.ts";
import { calendarText, nextMorningLines, slugOf } from "./calendar-text.ts";

/** tsdav, a library for programs in JavaScript, finds the collections from the address and follows changes. */
export async function checkTsdav(check: CalendarCheck): Promise<void> {
  const { account, programs, calendar, list, canWrite, microsoft, ok, skip } = check;
  const { createDAVClient } = await import(pathToFileURL(join(programs.npm, "node_modules/tsdav/dist/tsdav.mjs")).href);
  const credentials = { username: account.userName, password: account.password };
  const client = await createDAVClient({ serverUrl: account.address, credentials, authMethod: "Basic", defaultAccountType: "caldav" });
  const calendars: any[] = await client.fetchCalendars();
  const find = ({ path }: { path: string }) => calendars.find(({ url }) => new URL(url).pathname === path);
  const [events, tasks] = [find(calendar), find(list)];
  assert(events?.displayName === calendar.title && tasks?.components.includes("VTODO"), `tsdav found ${JSON.stringify(calendars)}`);
  const objects: any[] = await client.fetchCalendarObjects({ calendar: events });
  assert.deepEqual(objects.map(({ data }) => summaryOf(data)).sort(), await microsoft.events());
  ok(`tsdav found ${calendars.length} collections from the address, and reads ${objects.length} events`);
  const sync = async () =>
    (
      await client.smartCollectionSync({
        collection: { ...events, objects, objectMultiGet: client.calendarMultiGet },
        method: "webdav",
        detailedResult: true,
      })
    ).objects;
  const { created, updated, deleted } = await sync();
  assert.deepEqual([created.length, updated.length, deleted.length], [0, 0, 0]);
  ok("tsdav is told of no change when nothing has changed");

  if (!canWrite) return skip("tsdav writes: the hub does not offer writing to calendar programs");
  const add = async (target: any, component: "VEVENT" | "VTODO", summary: string, lines: readonly string[]): Promise<any> => {
    const filename = `${slugOf(summary)}.ics`;
    const response: Response = await client.createCalendarObject({
      calendar: target,
      filename,
      iCalString: calendarText(component, summary, lines),
    });
    assert.equal(response.status, 201, await response.text());
    const [object] = await client.fetchCalendarObjects({ calendar: target, objectUrls: [new URL(filename, target.url).href] });
    return object;
  };
  const change = async (object: any, data: string): Promise<void> => {
    const response: Response = await client.updateCalendarObject({ calendarObject: { ...object, data } });
    assert(response.ok, `${response.status} ${await response.text()}`);
  };
  const times = nextMorningLines();
  const event = await add(events, "VEVENT", "From tsdav", times);
  await change(event, event.data.replace("SUMMARY:From tsdav", "SUMMARY:Renamed in tsdav"));
  const gone = await add(events, "VEVENT", "Soon gone", times);
  const removed: Response = await client.deleteCalendarObject({ calendarObject: gone });
  assert(removed.ok, String(removed.status));
  const task = await add(tasks, "VTODO", "Task from tsdav", ["STATUS:NEEDS-ACTION"]);
  await change(task, task.data.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260301T090000Z"));
  await checkWritten(check, "tsdav");
}

const summaryOf = (text: string): string => /^SUMMARY:(.*?)\r?$/m.exec(text)?.[1] ?? "";
