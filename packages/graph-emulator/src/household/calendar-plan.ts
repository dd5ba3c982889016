import { householdUsers } from "./people.ts";

const { main, personal, sharedMailbox, colleagues } = householdUsers;
const { mateo, priya, jonas, sofia } = colleagues;

/** When something is: by wall clock on a day counted from today, in minutes from now, or whole days. */
export type When = { day: number; at: string; minutes: number } | { fromNow: number; minutes: number } | { day: number; days: number };

export interface PlannedEvent {
  /** Who organises it; `main` unless said. */
  by?: string;
  /** Name of the calendar; the default one unless said. */
  calendar?: string;
  subject: string;
  when: When;
  with?: readonly string[];
  /** A `recurrencePattern`, from the event's day on. */
  repeats?: Record<string, unknown>;
  times?: number;
  /** What `main` answers to an invitation. */
  answer?: "accepted" | "declined" | "tentativelyAccepted";
  /** The organiser calls it off after inviting. */
  cancelled?: true;
  /** The first occurrence from today on is moved by so many minutes. */
  moved?: number;
  /** The second occurrence from today on is taken out. */
  skipped?: true;
  /** Further properties of Graph's `event`. */
  more?: Record<string, unknown>;
}

export interface PlannedCalendar {
  owner: string;
  name: string;
  color: string;
  isRemovable?: boolean;
}

/** Besides everybody's own "Calendar". */
export const plannedCalendars: readonly PlannedCalendar[] = [
  { owner: main, name: "Family", color: "lightOrange" },
  { owner: main, name: "Birthdays", color: "lightPink", isRemovable: false },
  { owner: main, name: "School", color: "lightBlue" },
  { owner: main, name: "Sports", color: "lightGreen" },
  { owner: personal, name: "Garden Club", color: "lightTeal" },
];

const text = (content: string) => ({ body: { contentType: "text", content } });
const place = (displayName: string) => ({ location: { displayName } });
const weekly = (daysOfWeek: string[], interval = 1) => ({ type: "weekly", interval, daysOfWeek, firstDayOfWeek: "monday" });
const yearly = (month: number, dayOfMonth: number) => ({ type: "absoluteYearly", interval: 1, month, dayOfMonth });
const birthday = (subject: string, month: number, dayOfMonth: number): PlannedEvent => ({
  calendar: "Birthdays",
  subject,
  when: { day: -400, days: 1 },
  repeats: yearly(month, dayOfMonth),
  more: { isReminderOn: false },
});

export const plannedEvents: readonly PlannedEvent[] = [
  // Work
  {
    subject: "Materials check-in",
    when: { fromNow: -20, minutes: 45 },
    with: [mateo, jonas],
    more: { isOnlineMeeting: true, categories: ["Blue category"], ...text("Oak or larch for the stairs? Samples are on the table.") },
  },
  {
    by: sofia,
    subject: "Client call: Quayside lofts",
    when: { fromNow: 40, minutes: 30 },
    with: [main, mateo],
    answer: "accepted",
    more: {
      isOnlineMeeting: true,
      importance: "high",
      body: { contentType: "html", content: "<p>Agenda</p><ul><li>Budget</li><li>Next visit</li></ul>" },
    },
  },
  {
    by: mateo,
    subject: "Stand-up",
    when: { day: -56, at: "09:15", minutes: 15 },
    repeats: weekly(["monday", "tuesday", "wednesday", "thursday", "friday"]),
    with: [main, priya, jonas, sofia],
    answer: "accepted",
    moved: 30,
    skipped: true,
    more: { isOnlineMeeting: true },
  },
  {
    subject: "One to one with Mateo",
    when: { day: -42, at: "14:00", minutes: 30 },
    repeats: weekly(["wednesday"], 2),
    with: [mateo],
    more: { sensitivity: "confidential" },
  },
  {
    by: mateo,
    subject: "Monthly planning",
    when: { day: -90, at: "10:00", minutes: 90 },
    repeats: { type: "relativeMonthly", interval: 1, daysOfWeek: ["monday"], index: "first" },
    with: [main, priya],
    answer: "tentativelyAccepted",
    more: place("Studio, upper floor"),
  },
  {
    subject: "Invoices",
    when: { day: -60, days: 1 },
    repeats: { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
    more: { categories: ["Yellow category"] },
  },
  { subject: "Travel to the fair", when: { day: 5, at: "16:30", minutes: 60 * 20 }, more: { showAs: "oof", ...place("Hall 7, Leipzig") } },
  { subject: "Working from home", when: { day: 2, days: 1 }, more: { showAs: "workingElsewhere" } },
  { subject: "Focus time", when: { day: 1, at: "13:00", minutes: 120 }, more: { showAs: "tentative", isReminderOn: false } },
  {
    by: jonas,
    subject: "Site visit Elm Row",
    when: { day: 1, at: "11:00", minutes: 60 },
    with: [main],
    answer: "declined",
    more: place("Elm Row 12"),
  },
  { by: priya, subject: "Load calculations", when: { day: 1, at: "10:00", minutes: 60 }, with: [main], cancelled: true },
  { by: sofia, subject: "Portfolio review", when: { day: 3, at: "15:00", minutes: 60 }, with: [main, priya] },
  {
    subject: "Pick up the plotter !!-30",
    when: { day: 0, at: "17:30", minutes: 30 },
    more: { ...place("Copy shop"), ...text("Ask for the matt paper.") },
  },
  {
    subject: "Call with the New York office",
    when: { day: 2, at: "10:00", minutes: 45 },
    with: [sofia],
    more: { isOnlineMeeting: true, zone: "America/New_York" },
  },
  { subject: "Dentist", when: { day: 4, at: "08:30", minutes: 45 }, more: { sensitivity: "private", reminderMinutesBeforeStart: 60 } },
  { subject: "Summer closing", when: { day: 9, days: 5 }, more: { showAs: "oof" } },
  // Family
  { calendar: "Family", subject: "Dinner with grandparents", when: { day: -21, at: "18:00", minutes: 150 }, repeats: weekly(["sunday"]) },
  {
    calendar: "Family",
    subject: "Paper collection",
    when: { day: -28, days: 1 },
    repeats: weekly(["thursday"], 2),
    more: { isReminderOn: false },
  },
  { calendar: "Family", subject: "Film night", when: { day: 0, at: "20:00", minutes: 150 }, more: place("Living room") },
  { calendar: "Family", subject: "Weekend at the lake", when: { day: 6, days: 3 }, more: text("Bring the boat pump.") },
  { calendar: "Family", subject: "Present for Alma", when: { day: 3, at: "12:00", minutes: 30 }, more: { sensitivity: "private" } },
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
    repeats: weekly(["tuesday"]),
    more: place("Music room 2"),
  },
  {
    calendar: "School",
    subject: "School lunch duty",
    when: { day: -14, at: "12:15", minutes: 60 },
    repeats: weekly(["friday"], 2),
    times: 10,
  },
  { calendar: "School", subject: "Autumn project week", when: { day: 7, days: 5 } },
  { calendar: "School", subject: "Parents' evening", when: { day: 3, at: "19:00", minutes: 90 }, more: place("Assembly hall") },
  { calendar: "School", subject: "Class trip to the museum", when: { day: 0, days: 1 } },
  // Sports
  {
    calendar: "Sports",
    subject: "Football training",
    when: { day: -49, at: "17:00", minutes: 90 },
    repeats: weekly(["tuesday", "thursday"]),
  },
  { calendar: "Sports", subject: "Match day", when: { day: -28, at: "10:30", minutes: 120 }, repeats: weekly(["saturday"]), skipped: true },
  { calendar: "Sports", subject: "Morning run", when: { day: -10, at: "06:30", minutes: 40 }, repeats: { type: "daily", interval: 2 } },
  {
    calendar: "Sports",
    subject: "Club meeting",
    when: { day: -120, at: "19:30", minutes: 90 },
    repeats: { type: "relativeMonthly", interval: 1, daysOfWeek: ["thursday"], index: "last" },
  },
  // Others
  { by: sharedMailbox, subject: "Visitors from the chamber", when: { day: 1, at: "09:30", minutes: 60 }, more: place("Reception") },
  { by: sharedMailbox, subject: "Window cleaner", when: { day: -7, at: "08:00", minutes: 120 }, repeats: weekly(["monday"], 4) },
  { by: personal, subject: "Library books due", when: { day: 2, days: 1 } },
  { by: personal, subject: "Physiotherapy", when: { day: -14, at: "07:45", minutes: 30 }, repeats: weekly(["wednesday"]), times: 12 },
  { by: personal, calendar: "Garden Club", subject: "Seed swap", when: { day: 4, at: "14:00", minutes: 120 }, more: place("Allotment 31") },
  { by: personal, calendar: "Garden Club", subject: "Watering rota", when: { day: -3, days: 1 }, repeats: { type: "daily", interval: 3 } },
];
