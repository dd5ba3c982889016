import { householdUsers } from "@casement/graph-emulator/household";
import { type DemoHousehold, startDemoHousehold } from "../harness/demo-household.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { CalendarAccount, MicrosoftSide, SharedCollection } from "./calendar-check.ts";
import { propfindBody, resourcesIn, sendDav } from "./dav-request.ts";

const user = householdUsers.main;
/** The calendar and list that all programs change. */
export const sharedCollections = { calendar: "Renovation", list: "Hardware store" } as const;
/** What caldav-server-tester may fill. */
export const testerCollections = { calendar: "Tester", list: "Tester of tasks" } as const;
export const crowdedCollections = { calendar: "Crowd", list: "Crowd of tasks", events: 1_000, tasks: 500 } as const;

export interface CalendarHousehold extends AsyncDisposable {
  readonly household: DemoHousehold;
  readonly account: CalendarAccount;
  readonly microsoft: MicrosoftSide;
  readonly canWrite: boolean;
  find(title: string): SharedCollection;
  /** Reads a calendar from Microsoft 365 again. Default: the shared one. */
  refresh(calendar?: string): Promise<void>;
  /** Waits until all collections can be read. */
  ready(): Promise<unknown>;
  /** Occurrences of a calendar between two ISO 8601 times, as `2026-03-02 09:00 title` in UTC. */
  occurrences(calendar: string, from: string, until: string): readonly string[];
}

/** The demo household with two more calendars and lists, and a hub with `caldav: true`. */
export async function startCalendarHousehold(
  folder: string,
  {
    plugins = ["calendar: {}", "todo: {}", "group-calendar: {}"],
    isBuilt = false,
  }: { plugins?: readonly string[]; isBuilt?: boolean } = {},
): Promise<CalendarHousehold> {
  const household = await startDemoHousehold(folder, {
    accounts: [{ name: "home", type: "work", user, plugins }],
    config: ["caldav: true"],
    isBuilt,
    prepare: ({ control: { calendar, todo } }) => {
      const at = (hours: number) => ({ dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: "UTC" });
      for (const name of [sharedCollections.calendar, testerCollections.calendar, crowdedCollections.calendar])
        calendar.createCalendar(user, { name });
      for (const name of [sharedCollections.list, testerCollections.list, crowdedCollections.list]) todo.addList(user, name);
      for (const [hours, subject] of ["Paint the hall", "Order tiles", "Call the plumber"].entries())
        calendar.createEvent(user, { subject, start: at(24 + hours), end: at(25 + hours) }, sharedCollections.calendar);
      todo.addTask(user, sharedCollections.list, { title: "Buy brushes" });
      todo.addTask(user, sharedCollections.list, { title: "Measure the hall", status: "completed" });
      for (let number = 0; number < crowdedCollections.events; number++) {
        const start = 24 * (number % 300) + 6 + Math.floor(number / 300);
        calendar.createEvent(user, { subject: `Event ${number}`, start: at(start), end: at(start + 1) }, crowdedCollections.calendar);
      }
      for (let number = 0; number < crowdedCollections.tasks; number++)
        todo.addTask(user, crowdedCollections.list, { title: `Task ${number}`, ...(number % 5 === 0 && { status: "completed" }) });
    },
  });
  const { kinds } = await household.api("GET", "access");
  const canWrite: boolean = kinds.find(({ kind }: { kind: string }) => kind === "caldav").access.includes("full");
  const grant = { kind: "caldav", target: "home", name: "Acceptance", ...(canWrite && { access: "full" }) };
  const account: CalendarAccount = (await household.api("POST", "access", grant)).credentials;
  const ready = () => waitFor("all collections", 60, () => listCollections(account));
  const collections = await ready();
  const { calendar, todo } = household.emulator.control;
  return {
    household,
    account,
    canWrite,
    microsoft: {
      events: async () =>
        calendar
          .events(user, sharedCollections.calendar)
          .map(({ subject }) => String(subject))
          .sort(),
      tasks: async () => todo.tasks(user, sharedCollections.list).map(({ title, status }) => ({ title, done: status === "completed" })),
    },
    find(title) {
      const found = collections.find((each) => each.title === title);
      if (!found) throw new Error(`There is no collection ${title}.`);
      return found;
    },
    refresh: async (calendarTitle = sharedCollections.calendar) =>
      void (await household.api("POST", `sensors/home/calendar/${calendarTitle.toLowerCase()}/refresh`)),
    ready,
    occurrences: (name, from, until) =>
      calendar.view(user, from, until, name).map(({ subject, start }) => `${start.dateTime.slice(0, 16).replace("T", " ")} ${subject}`),
    [Symbol.asyncDispose]: () => household[Symbol.asyncDispose](),
  };
}

/** The collections of an account. Undefined while one of them is not read yet. */
async function listCollections(account: CalendarAccount): Promise<readonly SharedCollection[] | false> {
  const home = new URL(`calendars/${account.userName}/`, account.address).href;
  const { text } = await sendDav(account, "PROPFIND", home, propfindBody("<D:displayname/><D:sync-token/>"));
  const collections = resourcesIn(text).slice(1);
  const named = collections.map(({ path, text: part }) => ({ path, title: /displayname>([^<]*)</.exec(part)?.[1] ?? "" }));
  return named.some(({ title }) => title === crowdedCollections.list) && named;
}
