import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import { waitFor } from "../../harness/wait-for.ts";
import { waitForNotification } from "./check-automations.ts";
import type { CheckContext } from "./check-context.ts";
import { newCalendar } from "./check-controls.ts";

const user = householdUsers.main;
export const caldavCalendar = "calendar.acceptance";
export const caldavList = "todo.tasks";
/** How long a change may take from the hub to an entity that the blueprint refreshes, in milliseconds. */
const refreshLimit = 2_000;
const calendarCooldown = 10_500;
const minutesFromNow = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19);
const utc = (dateTime: string) => ({ dateTime, timeZone: "UTC" });

/** Adds the CalDAV integration as its dialog does. It makes entities of all calendars and lists of the account. */
export async function addCaldavIntegration({ ha, household, ok }: CheckContext): Promise<{ readonly canWrite: boolean }> {
  const { kinds } = await household.api("GET", "access");
  const canWrite: boolean = kinds.find(({ kind }: { kind: string }) => kind === "caldav").access.includes("full");
  const grant = { kind: "caldav", target: "home", name: "Home Assistant", ...(canWrite && { access: "full" }) };
  const { credentials } = await household.api("POST", "access", grant);
  const { flow_id } = await ha.rest("POST", "/api/config/config_entries/flow", { handler: "caldav", show_advanced_options: false });
  const answers = { url: credentials.address, username: credentials.userName, password: credentials.password, verify_ssl: true };
  const result = await ha.rest("POST", `/api/config/config_entries/flow/${flow_id}`, answers);
  assert.equal(result.type, "create_entry", `The CalDAV integration was not added: ${JSON.stringify(result)}`);
  const { calendar, todo } = household.emulator.control;
  const own = [
    ...calendar.calendars(user).map(({ name }) => ["calendar", name]),
    ...todo.lists(user).map(({ displayName }) => ["todo", displayName]),
  ];
  const expected = own.map(([domain, name]) => `${domain}.${String(name).toLowerCase().replaceAll(/\W+/g, "_")}`);
  await waitFor("the entities of the CalDAV integration", 30, async () => {
    const names = (await ha.states()).map(({ entity_id }) => entity_id);
    assert.deepEqual(
      expected.filter((name) => !names.includes(name)),
      [],
      `missing among ${names.filter((name) => /^(calendar|todo)\./.test(name)).join(", ")}`,
    );
    return true;
  });
  ok(`the CalDAV integration made ${expected.length} calendars and to-do lists, named as in Microsoft 365`);
  return { canWrite };
}

/** Reads events and tasks with the actions and the panel of Home Assistant. */
export async function checkCalendars({ ha, household, ok }: CheckContext): Promise<void> {
  const { calendar, todo } = household.emulator.control;
  const [start, end] = [minutesFromNow(0), minutesFromNow(14 * 24 * 60)];
  const titles = (name: string) =>
    calendar
      .view(user, `${start}Z`, `${end}Z`, name)
      .map(({ subject }) => String(subject))
      .sort();
  const ask = async (domain: string, service: string, entity: string, data: object): Promise<any> => {
    const call = { domain, service, service_data: { entity_id: entity, ...data }, return_response: true };
    return (await ha.command("call_service", call)).response[entity];
  };
  const range = { start_date_time: `${start}+00:00`, end_date_time: `${end}+00:00` };
  const { events } = await ask("calendar", "get_events", "calendar.calendar", range);
  assert.deepEqual(visible(events.map(({ summary }: { summary: string }) => summary)).sort(), visible(titles("Calendar")));
  const panel: any[] = await ha.rest("GET", `/api/calendars/calendar.family?start=${start}Z&end=${end}Z`);
  assert.deepEqual(visible(panel.map(({ summary }) => summary)).sort(), visible(titles("Family")));
  ok(`calendar.get_events and the calendar panel show ${events.length} and ${panel.length} events of 14 days, series included`);

  const { items } = await ask("todo", "get_items", caldavList, { status: ["needs_action", "completed"] });
  const shown = items.map(({ summary, status }: { summary: string; status: string }) => `${summary}: ${status === "completed"}`).sort();
  assert.deepEqual(
    shown,
    todo
      .tasks(user, "Tasks")
      .map(({ title, status }) => `${title}: ${status === "completed"}`)
      .sort(),
  );
  ok(`todo.get_items shows ${items.length} tasks, completed ones too`);
}

/** Current releases of Home Assistant hide what is canceled, old ones show it. */
const visible = (titles: readonly string[]): string[] => titles.filter((title) => !title.startsWith("Canceled: "));

export async function checkCalendarTrigger({ ha, household, ok }: CheckContext): Promise<void> {
  const { calendar } = household.emulator.control;
  // Starts in the time for which the trigger looks ahead.
  const soon = new Date(Date.now() + 12_000).toISOString().slice(0, 19);
  calendar.createEvent(user, { subject: "Kettle on", start: utc(soon), end: utc(minutesFromNow(30)) }, newCalendar);
  await household.api("POST", "sensors/home/calendar/acceptance/refresh");
  const trigger = [{ platform: "calendar", event: "start", entity_id: caldavCalendar }];
  const action = [
    { service: "persistent_notification.create", data: { title: "Starts", message: "{{ trigger.calendar_event.summary }}" } },
  ];
  await ha.rest("POST", "/api/config/automation/config/calendar-trigger", { alias: "calendar-trigger", description: "", trigger, action });
  await waitForNotification({ ha }, "Starts: Kettle on", 60);
  ok("a calendar trigger ran when the event started");
}

/** The blueprint that refreshes entities when something changes. Called after a restart of Home Assistant. */
export async function checkRefreshBlueprint({ ha, household, ok }: CheckContext): Promise<void> {
  const { calendar, todo } = household.emulator.control;
  // Home Assistant reads a calendar at most every ten seconds, and its start was such a time.
  await new Promise((resolve) => setTimeout(resolve, calendarCooldown));
  const started = await secondsUntil(
    async () => {
      calendar.createEvent(user, { subject: "Bath", start: utc(minutesFromNow(-5)), end: utc(minutesFromNow(60)) }, newCalendar);
      await household.api("POST", "sensors/home/calendar/acceptance/refresh");
    },
    async () => (await ha.state(caldavCalendar))?.attributes.message === "Bath",
  );
  const before = Number((await ha.state(caldavList))?.state);
  const added = await secondsUntil(
    async () => {
      todo.addTask(user, "Tasks", { title: "Feed the cat" });
      await household.api("POST", "sensors/home/todo/tasks/refresh");
    },
    async () => Number((await ha.state(caldavList))?.state) === before + 1,
  );
  ok(`refresh-calendars showed an event after ${started} s and a task after ${added} s`);
  for (const { id } of calendar.events(user, newCalendar)) calendar.deleteEvent(user, String(id));
  await household.api("POST", "sensors/home/calendar/acceptance/refresh");
  await ha.waitForState(caldavCalendar, "off");
}

async function secondsUntil(change: () => Promise<void>, isShown: () => Promise<boolean>): Promise<string> {
  await change();
  const changedAt = Date.now();
  await waitFor("an entity to show the change", 20, isShown);
  const milliseconds = Date.now() - changedAt;
  assert(milliseconds <= refreshLimit, `the entity showed the change after ${milliseconds} ms`);
  return (milliseconds / 1_000).toFixed(1);
}
