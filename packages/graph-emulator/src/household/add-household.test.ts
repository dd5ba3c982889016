import { describe, expect, it } from "vitest";
import { createEmulator } from "../emulator.ts";
import { createFakeClock } from "../fake-clock.ts";
import { addHousehold } from "./add-household.ts";
import { householdUsers } from "./people.ts";

const { main, personal, sharedMailbox, colleagues } = householdUsers;
const make = (now: string, seed = "casement") => createEmulator({ clock: createFakeClock(now), seed, populate: addHousehold });

describe("the household", () => {
  it.each(["2026-11-23T14:49:00Z", "2026-03-29T01:10:00Z", "2027-12-31T23:30:00Z", "2028-02-29T06:00:00Z"])(
    "at %s has events in all five calendars, one event that is running, and one that is about to start",
    (now) => {
      const { control } = make(now);
      const from = new Date(Date.parse(now) - 400 * 86_400_000).toISOString();
      const until = new Date(Date.parse(now) + 400 * 86_400_000).toISOString();
      const calendars = control.calendar.calendars(main);
      expect(calendars.map(({ name }) => name)).toEqual(["Calendar", "Family", "Birthdays", "School", "Sports"]);
      for (const { id } of calendars) expect(control.calendar.view(main, from, until, id).length).toBeGreaterThan(3);
      const work = control.calendar.view(main, now, new Date(Date.parse(now) + 3_600_000).toISOString());
      const startsBefore =
        (time: string) =>
        ({ start }: any) =>
          Date.parse(`${start.dateTime.slice(0, 19)}Z`) <= Date.parse(time);
      const timed = work.filter(({ isAllDay }) => !isAllDay);
      expect(timed.some(startsBefore(now))).toBe(true);
      expect(timed.some((event) => !startsBefore(now)(event))).toBe(true);
    },
  );

  it("contains every kind of event", () => {
    const { control } = make("2026-11-23T14:49:00Z");
    const events = control.calendar.view(main, "2026-11-23T00:00:00Z", "2026-12-07T00:00:00Z");
    const some = (test: (event: any) => boolean) => expect(events.filter(test).length).toBeGreaterThan(0);
    for (const type of ["singleInstance", "occurrence", "exception"]) some((event) => event.type === type);
    for (const response of ["organizer", "accepted", "declined", "notResponded"])
      some((event) => event.responseStatus.response === response);
    for (const status of ["busy", "tentative", "free", "oof", "workingElsewhere"]) some((event) => event.showAs === status);
    for (const sensitivity of ["normal", "private", "confidential"]) some((event) => event.sensitivity === sensitivity);
    some(({ isCancelled }) => isCancelled);
    some(({ isAllDay, start, end }) => isAllDay && Date.parse(end.dateTime) - Date.parse(start.dateTime) > 2 * 86_400_000);
    some(({ onlineMeeting }) => onlineMeeting?.joinUrl);
    some(({ subject }) => subject.includes("!!"));
    some(({ attendees }) => attendees.length > 2);
  });

  it("is identical for the same seed and clock", () => {
    const all = (seed: string) => {
      const { control, directory } = make("2026-11-23T14:49:00Z", seed);
      return JSON.stringify([
        directory.users(),
        control.calendar.events(main),
        control.calendar.events(personal),
        control.todo.lists(main),
      ]);
    };
    expect(all("one")).toBe(all("one"));
    expect(all("one")).not.toBe(all("two"));
  });

  it("has people, tasks, mail, presence, and a shared mailbox", async () => {
    const { control, directory, fetch } = make("2026-11-23T14:49:00Z");
    expect(directory.user(householdUsers.admin)?.isAdmin).toBe(true);
    expect(directory.user(personal)?.tenantId).not.toBe(directory.user(main)?.tenantId);
    expect(control.calendar.calendars(personal)).toHaveLength(2);
    expect(Object.values(colleagues).map((user) => control.presence.get(user).availability)).not.toContain(undefined);
    expect(control.mail.folders(main).reduce((sum, { messages }) => sum + messages, 0)).toBe(44);
    const token = await control.tokens.issue(main, ["Calendars.Read", "Calendars.Read.Shared", "Tasks.Read"]);
    const get = async (path: string) => {
      const response = await fetch(`https://graph.microsoft.com/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
      expect(response.status).toBe(200);
      return (await response.json()) as { value: any[] };
    };
    const counts = [];
    for (const { id } of (await get("/me/todo/lists")).value) counts.push((await get(`/me/todo/lists/${id}/tasks?$top=100`)).value.length);
    expect(counts.filter((count) => count > 0)).toEqual([10, 10, 10, 10]);
    expect((await get(`/users/${sharedMailbox}/calendar/events`)).value.length).toBeGreaterThan(0);
  });
});
