import { householdUsers } from "./people.ts";

const { main, personal, sharedMailbox, colleagues } = householdUsers;
const { mateo, priya, jonas, sofia } = colleagues;

/** Time of an event: a local time on a day relative to today, minutes relative to now, or whole days. */
export type PlannedTime =
  | { day: number; at: string; minutes: number }
  | { fromNow: number; minutes: number }
  | { day: number; days: number };

export interface PlannedEvent {
  /** Organizer. Default: `main`. */
  organizer?: string;
  /** Name of the calendar. Default: the default calendar. */
  calendar?: string;
  subject: string;
  when: PlannedTime;
  attendees?: readonly string[];
  /** A `recurrencePattern` that begins on the event's day. */
  pattern?: Record<string, unknown>;
  occurrences?: number;
  /** Response of `main` to the invitation. */
  response?: "accepted" | "declined" | "tentativelyAccepted";
  /** The organizer cancels the event after inviting people. */
  canceled?: true;
  /** Hours since its mails arrived. They have been read. Default: they are gone. */
  mailedHoursAgo?: number;
  /** Minutes by which the first occurrence from today on is moved. */
  moveFirstByMinutes?: number;
  /** Removes the second occurrence from today on. */
  skipSecond?: true;
  /** Further properties of Graph's `event` resource. */
  properties?: Record<string, unknown>;
}

export interface PlannedCalendar {
  owner: string;
  name: string;
  color: string;
  isRemovable?: boolean;
}

/** Calendars in addition to everybody's default calendar, "Calendar". */
export const plannedCalendars: readonly PlannedCalendar[] = [
  { owner: main, name: "Family", color: "lightOrange" },
  { owner: main, name: "Birthdays", color: "lightPink", isRemovable: false },
  { owner: main, name: "School", color: "lightBlue" },
  { owner: main, name: "Sports", color: "lightGreen" },
  { owner: personal, name: "Garden Club", color: "lightTeal" },
];

const textBody = (content: string) => ({ body: { contentType: "text", content } });
const locatedAt = (displayName: string) => ({ location: { displayName } });
const weekly = (daysOfWeek: string[], interval = 1) => ({ type: "weekly", interval, daysOfWeek, firstDayOfWeek: "monday" });
const yearly = (month: number, dayOfMonth: number) => ({ type: "absoluteYearly", interval: 1, month, dayOfMonth });
const birthday = (subject: string, month: number, dayOfMonth: number): PlannedEvent => ({
  calendar: "Birthdays",
  subject,
  when: { day: -400, days: 1 },
  pattern: yearly(month, dayOfMonth),
  properties: { isReminderOn: false },
});

export const plannedEvents: readonly PlannedEvent[] = [
  // Work
  {
    subject: "Materials check-in",
    when: { fromNow: -20, minutes: 45 },
    attendees: [mateo, jonas],
    mailedHoursAgo: 30,
    properties: {
      isOnlineMeeting: true,
      categories: ["Blue category"],
      ...textBody("Oak or larch for the stairs? Samples are on the table."),
    },
  },
  {
    organizer: sofia,
    subject: "Client call: Quayside lofts",
    when: { fromNow: 40, minutes: 30 },
    attendees: [main, mateo],
    response: "accepted",
    properties: {
      isOnlineMeeting: true,
      importance: "high",
      body: { contentType: "html", content: "<p>Agenda</p><ul><li>Budget</li><li>Next visit</li></ul>" },
    },
  },
  {
    organizer: mateo,
    subject: "Stand-up",
    when: { day: -56, at: "09:15", minutes: 15 },
    pattern: weekly(["monday", "tuesday", "wednesday", "thursday", "friday"]),
    attendees: [main, priya, jonas, sofia],
    response: "accepted",
    moveFirstByMinutes: 30,
    skipSecond: true,
    properties: { isOnlineMeeting: true },
  },
  {
    subject: "One to one with Mateo",
    when: { day: -42, at: "14:00", minutes: 30 },
    pattern: weekly(["wednesday"], 2),
    attendees: [mateo],
    properties: { sensitivity: "confidential" },
  },
  {
    organizer: mateo,
    subject: "Monthly planning",
    when: { day: -90, at: "10:00", minutes: 90 },
    pattern: { type: "relativeMonthly", interval: 1, daysOfWeek: ["monday"], index: "first" },
    attendees: [main, priya],
    response: "tentativelyAccepted",
    properties: locatedAt("Studio, upper floor"),
  },
  {
    subject: "Invoices",
    when: { day: -60, days: 1 },
    pattern: { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
    properties: { categories: ["Yellow category"] },
  },
  {
    subject: "Travel to the fair",
    when: { day: 5, at: "16:30", minutes: 60 * 20 },
    properties: { showAs: "oof", ...locatedAt("Hall 7, Leipzig") },
  },
  { subject: "Working from home", when: { day: 2, days: 1 }, properties: { showAs: "workingElsewhere" } },
  { subject: "Focus time", when: { day: 1, at: "13:00", minutes: 120 }, properties: { showAs: "tentative", isReminderOn: false } },
  {
    organizer: jonas,
    subject: "Site visit Elm Row",
    when: { day: 1, at: "11:00", minutes: 60 },
    attendees: [main],
    response: "declined",
    properties: locatedAt("Elm Row 12"),
  },
  {
    organizer: priya,
    subject: "Load calculations",
    when: { day: 1, at: "10:00", minutes: 60 },
    attendees: [main],
    canceled: true,
    mailedHoursAgo: 26,
  },
  {
    organizer: sofia,
    subject: "Portfolio review",
    when: { day: 3, at: "15:00", minutes: 60 },
    attendees: [main, priya],
    mailedHoursAgo: 20,
  },
  {
    subject: "Pick up the plotter !!-30",
    when: { day: 0, at: "17:30", minutes: 30 },
    properties: { ...locatedAt("Copy shop"), ...textBody("Ask for the matt paper.") },
  },
  {
    subject: "Call with the New York office",
    when: { day: 2, at: "10:00", minutes: 45 },
    attendees: [sofia],
    properties: { isOnlineMeeting: true, zone: "America/New_York" },
  },
  {
    subject: "Dentist",
    when: { day: 4, at: "08:30", minutes: 45 },
    properties: { sensitivity: "private", reminderMinutesBeforeStart: 60 },
  },
  { subject: "Summer closing", when: { day: 9, days: 5 }, properties: { showAs: "oof" } },
  // Family
  { calendar: "Family", subject: "Dinner with grandparents", when: { day: -21, at: "18:00", minutes: 150 }, pattern: weekly(["sunday"]) },
  {
    calendar: "Family",
    subject: "Paper collection",
    when: { day: -28, days: 1 },
    pattern: weekly(["thursday"], 2),
    properties: { isReminderOn: false },
  },
  { calendar: "Family", subject: "Film night", when: { day: 0, at: "20:00", minutes: 150 }, properties: locatedAt("Living room") },
  { calendar: "Family", subject: "Weekend at the lake", when: { day: 6, days: 3 }, properties: textBody("Bring the boat pump.") },
  { calendar: "Family", subject: "Present for Alma", when: { day: 3, at: "12:00", minutes: 30 }, properties: { sensitivity: "private" } },
  // Birthdays
  birthday("Alma's birthday", 3, 14),
  birthday("Theo's birthday", 11, 27),
  birthday("Uncle Frits (a leapling)", 2, 29),
  birthday("Wedding anniversary", 8, 30),
  // School
  {
    calendar: "School",
    subject: "Piano lesson",
    when: { day: -35, at: "15:45", minutes: 45 },
    pattern: weekly(["tuesday"]),
    properties: locatedAt("Music room 2"),
  },
  {
    calendar: "School",
    subject: "School lunch duty",
    when: { day: -14, at: "12:15", minutes: 60 },
    pattern: weekly(["friday"], 2),
    occurrences: 10,
  },
  { calendar: "School", subject: "Autumn project week", when: { day: 7, days: 5 } },
  { calendar: "School", subject: "Parents' evening", when: { day: 3, at: "19:00", minutes: 90 }, properties: locatedAt("Assembly hall") },
  { calendar: "School", subject: "Class trip to the museum", when: { day: 0, days: 1 } },
  // Sports
  {
    calendar: "Sports",
    subject: "Football training",
    when: { day: -49, at: "17:00", minutes: 90 },
    pattern: weekly(["tuesday", "thursday"]),
  },
  {
    calendar: "Sports",
    subject: "Match day",
    when: { day: -28, at: "10:30", minutes: 120 },
    pattern: weekly(["saturday"]),
    skipSecond: true,
  },
  { calendar: "Sports", subject: "Morning run", when: { day: -10, at: "06:30", minutes: 40 }, pattern: { type: "daily", interval: 2 } },
  {
    calendar: "Sports",
    subject: "Club meeting",
    when: { day: -120, at: "19:30", minutes: 90 },
    pattern: { type: "relativeMonthly", interval: 1, daysOfWeek: ["thursday"], index: "last" },
  },
  // Others
  {
    organizer: sharedMailbox,
    subject: "Visitors from the chamber",
    when: { day: 1, at: "09:30", minutes: 60 },
    properties: locatedAt("Reception"),
  },
  { organizer: sharedMailbox, subject: "Window cleaner", when: { day: -7, at: "08:00", minutes: 120 }, pattern: weekly(["monday"], 4) },
  { organizer: personal, subject: "Library books due", when: { day: 2, days: 1 } },
  {
    organizer: personal,
    subject: "Physiotherapy",
    when: { day: -14, at: "07:45", minutes: 30 },
    pattern: weekly(["wednesday"]),
    occurrences: 12,
  },
  {
    organizer: personal,
    calendar: "Garden Club",
    subject: "Seed swap",
    when: { day: 4, at: "14:00", minutes: 120 },
    properties: locatedAt("Allotment 31"),
  },
  {
    organizer: personal,
    calendar: "Garden Club",
    subject: "Watering rota",
    when: { day: -3, days: 1 },
    pattern: { type: "daily", interval: 3 },
  },
];
