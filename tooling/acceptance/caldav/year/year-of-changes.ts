import type { TestHost } from "@casement/testing";

const dayMs = 86_400_000;
const calendar = "Calendar";
const list = "Tasks";
const zones = ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"];

export interface YearOfChanges {
  /** Adds, renames, moves and deletes a few things. */
  change(day: number): void;
  /** UIDs of everything that Microsoft 365 has. */
  existing(): readonly string[];
  /** UIDs of events that are within the window, and of all tasks. */
  inWindow(day: number): readonly string[];
  deletions(): number;
}

/** Fills the mailbox of the account: single events before, in and after the window, series in four zones with exceptions and deleted occurrences, tasks. */
export function createYearOfChanges({ emulator, clock }: Pick<TestHost, "emulator" | "clock">): YearOfChanges {
  const { calendar: events, todo } = emulator.control;
  const user = emulator.directory.users()[0]!.userPrincipalName;
  const start = clock.now().getTime();
  let deletions = 0;
  let random = 1;
  /** The same numbers in each run. */
  const next = (below: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  const at = (day: number, hour: number, timeZone = "UTC") => ({
    dateTime: `${new Date(start + day * dayMs).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00:00`,
    timeZone,
  });
  const addEvent = (day: number, subject: string): void => {
    const hour = 6 + next(12);
    events.createEvent(user, { subject, start: at(day, hour), end: at(day, hour + 1) }, calendar);
  };
  for (let day = -80; day < 700; day += 5) addEvent(day, `Single ${day}`);
  for (const [number, zone] of zones.entries()) {
    const type = number % 2 === 0 ? { type: "daily", interval: 2 } : { type: "weekly", interval: 1, daysOfWeek: ["monday", "thursday"] };
    const recurrence = { pattern: type, range: { type: "noEnd", startDate: at(-30, 0).dateTime.slice(0, 10), recurrenceTimeZone: zone } };
    events.createEvent(user, { subject: `Series in ${zone}`, start: at(-30, 9, zone), end: at(-30, 10, zone), recurrence }, calendar);
  }
  for (let number = 0; number < 20; number++) todo.addTask(user, list, { title: `Task ${number}` });

  const singles = (day: number) =>
    events.events(user, calendar).filter(({ type, start: { dateTime } }) => {
      const days = (Date.parse(`${dateTime}Z`) - start) / dayMs - day;
      return type === "singleInstance" && days > -88 && days < 360;
    });
  return {
    change(day) {
      addEvent(day + next(300), `Added on day ${day}`);
      const inside = singles(day);
      const renamed = inside[next(inside.length)]!;
      events.patchEvent(user, String(renamed.id), { subject: `Renamed on day ${day}` });
      const deleted = inside.find(({ id }) => id !== renamed.id)!;
      if (day % 8 === 0) {
        events.deleteEvent(user, String(deleted.id));
        deletions++;
      }
      // An occurrence of a series is moved, and another one deleted.
      const from = new Date(start + day * dayMs).toISOString();
      const until = new Date(start + (day + 10) * dayMs).toISOString();
      const [moved, dropped] = events.view(user, from, until, calendar).filter(({ type }) => type === "occurrence");
      if (moved) events.patchEvent(user, String(moved.id), { subject: `Moved on day ${day}` });
      if (dropped && day % 12 === 0) events.deleteEvent(user, String(dropped.id));
      const tasks = todo.tasks(user, list);
      const task = tasks[next(tasks.length)]!;
      if (day % 20 === 0) {
        todo.removeTask(user, list, task.id);
        deletions++;
      } else todo.changeTask(user, list, task.id, { status: task.status === "completed" ? "notStarted" : "completed" });
      todo.addTask(user, list, { title: `Task of day ${day}` });
    },
    existing: () => [
      ...events.events(user, calendar).map(({ iCalUId }) => String(iCalUId)),
      ...todo.tasks(user, list).map(({ id }) => String(id)),
    ],
    inWindow: (day) => [...singles(day).map(({ iCalUId }) => String(iCalUId)), ...todo.tasks(user, list).map(({ id }) => String(id))],
    deletions: () => deletions,
  };
}
