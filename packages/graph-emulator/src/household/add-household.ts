import { addDays, addLocalDays, localDate, parseInstant, startOfDay, toDateTimeTimeZone } from "@casement/graph-time";
import type { Emulator } from "../emulator.ts";
import { addContacts } from "./add-contacts.ts";
import { addGroups } from "./add-groups.ts";
import { addMails } from "./add-mails.ts";
import { addRooms } from "./add-rooms.ts";
import { addTaskDetails } from "./add-task-details.ts";
import { addTeams } from "./add-teams.ts";
import { type PlannedEvent, plannedCalendars, plannedEvents } from "./calendar-plan.ts";
import { householdPeople, householdTenant, householdUsers } from "./people.ts";
import { timesBetween, timesOf } from "./planned-times.ts";
import { plannedTasks } from "./task-plan.ts";

const minute = 60_000;
const { main, sharedMailbox } = householdUsers;

/**
 * Fills an emulator with a realistic household: Robin at Harbour Lane Studio with five calendars, colleagues, an administrator, a shared
 * mailbox, and a personal account. The same seed and clock produce the same data. One event is always running and one is about to start.
 * Sign in as one of `householdUsers`.
 */
export function addHousehold(emulator: Emulator): void {
  const { control, directory } = emulator;
  const addedSince = emulator.clock.now();
  if (!directory.tenant(householdTenant.domain)) directory.addTenant(householdTenant);
  for (const { presence, ...person } of householdPeople) {
    directory.addUser(person);
    if (presence) control.presence.set(person.userPrincipalName, presence);
  }
  for (const { userPrincipalName, manager } of householdPeople) if (manager) control.users.setManager(userPrincipalName, manager);
  addContacts(emulator);
  control.shares.add(sharedMailbox, main);
  for (const { owner, name, color, isRemovable = true } of plannedCalendars)
    control.calendar.createCalendar(owner, { name, color, isRemovable });
  for (const event of plannedEvents) addEvent(emulator, event);
  addTasks(emulator);
  addTaskDetails(emulator);
  addGroups(emulator);
  addRooms(emulator);
  addMails(emulator);
  addTeams(emulator);
  ageMeetingMails(emulator, addedSince);
}

const timeZoneOf = (user: string) => householdPeople.find(({ userPrincipalName }) => userPrincipalName === user)!.timeZone;
const personOf = (user: string) => ({
  emailAddress: { address: user, name: householdPeople.find(({ userPrincipalName }) => userPrincipalName === user)!.displayName },
});

function addEvent({ control: { calendar }, clock, directory }: Emulator, planned: PlannedEvent): void {
  const { organizer = main, subject, when, attendees = [], pattern: recurrencePattern, occurrences } = planned;
  const { zone = timeZoneOf(organizer), ...more } = (planned.properties ?? {}) as { zone?: string };
  const now = clock.now();
  calendar.setMeetingMail(planned.mailedHoursAgo !== undefined);
  const range = occurrences === undefined ? { type: "noEnd" } : { type: "numbered", numberOfOccurrences: occurrences };
  const event = calendar.createEvent(
    organizer,
    {
      subject,
      ...timesOf(when, now, zone),
      attendees: attendees.map((user) => ({ type: "required", ...personOf(user) })),
      ...(recurrencePattern && { recurrence: { pattern: recurrencePattern, range } }),
      ...more,
    },
    planned.calendar,
  );
  for (const user of attendees)
    if (user !== main)
      calendar.attendeeResponds(organizer, event.id, user, directory.random.pick(["accepted", "accepted", "tentativelyAccepted"]));
  const calendarEvent = organizer === main ? event : calendar.events(main).find(({ iCalUId }) => iCalUId === event.iCalUId);
  if (planned.response) calendar.respond(main, calendarEvent!.id, planned.response);
  if (planned.canceled) calendar.cancelEvent(organizer, event.id);
  if (planned.skipSecond || planned.moveFirstByMinutes) changeSeries(calendar, planned, event.id, now, zone);
}

/** The mails of meetings were read some time ago, and those who look at sent mails see only new ones. */
function ageMeetingMails({ control: { calendar, mail }, clock }: Emulator, addedSince: Date): void {
  const stampOf = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
  for (const { subject, mailedHoursAgo } of plannedEvents) {
    if (mailedHoursAgo === undefined) continue;
    const receivedDateTime = stampOf(clock.now().getTime() - mailedHoursAgo * 60 * minute);
    for (const { userPrincipalName } of householdPeople)
      for (const message of mail.messages(userPrincipalName, "inbox"))
        if (message.subject.endsWith(subject) && message.receivedDateTime >= stampOf(addedSince.getTime()))
          mail.changeMessage(userPrincipalName, message.id, { receivedDateTime, sentDateTime: receivedDateTime, isRead: true });
  }
  mail.forgetSent();
  calendar.setMeetingMail(true);
}

/** Moves one occurrence and cancels one in the coming days. */
function changeSeries(calendar: Emulator["control"]["calendar"], planned: PlannedEvent, series: string, now: Date, zone: string): void {
  const { organizer = main } = planned;
  const from = startOfDay(localDate(now, zone), zone).toISOString();
  const upcoming = calendar.view(organizer, from, addLocalDays(now, 40, zone).toISOString(), planned.calendar);
  const [first, second] = upcoming.filter(({ seriesMasterId }) => seriesMasterId === series);
  if (planned.skipSecond && second) calendar.deleteEvent(organizer, second.id);
  if (planned.moveFirstByMinutes && first)
    calendar.patchEvent(organizer, first.id, {
      ...timesBetween(later(first.start, planned.moveFirstByMinutes), later(first.end, planned.moveFirstByMinutes), zone),
    });
}

function later({ dateTime, timeZone }: { dateTime: string; timeZone: string }, minutes: number): Date {
  return new Date(parseInstant(dateTime, timeZone).getTime() + minutes * minute);
}

function addTasks({ control: { todo }, clock }: Emulator): void {
  const zone = timeZoneOf(main);
  const now = clock.now();
  for (const [list, tasks] of Object.entries(plannedTasks)) {
    if (!todo.lists(main).some(({ displayName }) => displayName === list)) todo.addList(main, list);
    for (const { title, due, done, important, reminder } of tasks)
      todo.addTask(main, list, {
        title,
        status: done ? "completed" : "notStarted",
        importance: important ? "high" : "normal",
        ...(due !== undefined && { dueDateTime: { dateTime: `${addDays(localDate(now, zone), due)}T00:00:00.0000000`, timeZone: "UTC" } }),
        ...(reminder !== undefined && { reminderDateTime: toDateTimeTimeZone(new Date(now.getTime() + reminder * 60 * minute), "UTC") }),
      });
  }
}
