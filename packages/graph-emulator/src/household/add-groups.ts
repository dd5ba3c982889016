import { addDays, localDate } from "@casement/graph-time";
import type { Emulator } from "../emulator.ts";
import { householdTenant, householdUsers } from "./people.ts";

const { main, admin, colleagues } = householdUsers;
const zone = "Europe/Berlin";

/** Events of a group: days from today, with local start and end times. */
const plannedGroupEvents = [
  { subject: "Studio stand-up", day: 0, at: ["09:15", "09:30"], weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
  { subject: "Material library open", day: 1, at: ["13:00", "15:00"] },
  { subject: "Studio lunch", day: 3, at: ["12:00", "13:30"] },
] as const;

/** Adds the studio's group with its calendar, a second group that contains the studio's group, and a group without the main user. */
export function addGroups({ control: { groups, calendar }, clock }: Emulator): void {
  const everybody = [main, admin, ...Object.values(colleagues)];
  const studio = groups.add(householdTenant.domain, {
    displayName: "Studio",
    description: "Everybody at Harbour Lane",
    members: everybody,
    owners: [admin],
    channels: ["Projects", "Kitchen"],
    timeZone: zone,
  });
  groups.add(householdTenant.domain, { displayName: "Staff", kind: "security", members: [studio] });
  groups.add(householdTenant.domain, { displayName: "Management", members: [admin] });
  const today = localDate(clock.now(), zone);
  for (const { subject, day, at, ...more } of plannedGroupEvents) {
    const time = (hour: string) => ({ dateTime: `${addDays(today, day)}T${hour}:00`, timeZone: zone });
    const pattern = "weekdays" in more && { type: "weekly", interval: 1, daysOfWeek: [...more.weekdays] };
    calendar.createEvent(studio, {
      subject,
      start: time(at[0]),
      end: time(at[1]),
      location: { displayName: "Harbour Lane 4" },
      ...(pattern && { recurrence: { pattern, range: { type: "noEnd", recurrenceTimeZone: zone } } }),
    });
  }
}
