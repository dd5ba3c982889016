import type { Emulator } from "@casement/graph-emulator";

/** The users of two identical mailboxes, one for each program, so that their costs are separate. */
export const benchUsers = { casement: "casement@reference.example", predecessor: "predecessor@reference.example" } as const;
const otherUsers = ["ann", "ben", "cleo", "dan", "eva", "finn"].map((name) => `${name}@reference.example`);

export const timeZone = "Europe/Berlin";
const calendars = ["Calendar", "Family", "School", "Sport", "Travel"];
/** The first two exist by default. */
const lists = ["Tasks", "Flagged Emails", "Groceries", "House"];
const day = 86_400_000;

/** The reference household: 5 calendars with 4 events a day, 2 mail folders with 5 mails for each sensor, presence, 10 chats, 4 lists with 40 open tasks. */
export function referenceHousehold(emulator: Emulator): void {
  const { directory } = emulator;
  directory.addTenant({ domain: "reference.example" });
  for (const userPrincipalName of [...Object.values(benchUsers), ...otherUsers]) directory.addUser({ userPrincipalName, timeZone });
  for (const user of Object.values(benchUsers)) fillMailbox(emulator, user);
}

function fillMailbox({ control, clock }: Emulator, user: string): void {
  const now = clock.now().getTime();
  for (const name of calendars) {
    if (!control.calendar.calendars(user).some((known) => known.name === name)) control.calendar.createCalendar(user, { name });
    addEvents(control.calendar, user, name, now);
  }

  control.mail.addFolder(user, "Bills");
  const mail = (folder: string, from: string, number: number) =>
    control.mail.addMessage(user, folder, {
      subject: `Message ${number}`,
      body: { contentType: "html", content: `<p>${"A line of text. ".repeat(60)}</p>` },
      from: { emailAddress: { address: from, name: from } },
      receivedDateTime: new Date(now - number * 3_600_000).toISOString(),
      isRead: false,
    } as never);
  for (let number = 1; number <= 5; number++) {
    mail("inbox", "shop@news.example", number);
    mail("inbox", "school@news.example", number + 5);
    mail("Bills", "power@news.example", number);
  }

  control.presence.set(user, { availability: "Available" });

  const chats = [
    ...otherUsers.map((friend) => ({ members: [friend] })),
    ...[1, 2, 3].map((number) => ({ type: "group" as const, topic: `Group ${number}`, members: otherUsers.slice(0, number + 1) })),
    { type: "meeting" as const, topic: "Review", members: otherUsers.slice(0, 3) },
  ];
  for (const [number, options] of chats.entries()) {
    const at = (minutes: number) => new Date(now - (number * 60 + minutes) * 60_000).toISOString();
    const chat = control.chat.addChat(user, { ...options, at: at(1_000) });
    for (let message = 10; message > 0; message--)
      control.chat.say(options.members[0]!, chat, { text: `Message ${message}`, at: at(message) });
  }

  for (const list of lists) {
    if (!control.todo.lists(user).some(({ displayName }) => displayName === list)) control.todo.addList(user, list);
    for (let number = 1; number <= 10; number++) control.todo.addTask(user, list, { title: `Task ${number}` });
  }
}

/** Adds three single events and a daily series, on every day of the calendar's window during the benchmark. */
function addEvents(calendar: Emulator["control"]["calendar"], user: string, name: string, now: number): void {
  const at = (days: number, hour: number) => ({
    dateTime: `${new Date(now + days * day).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00:00`,
    timeZone: "UTC",
  });
  const body = { contentType: "text", content: "A line of text. ".repeat(20) };
  for (let days = -3; days <= 20; days++)
    for (const hour of [7, 11, 15])
      calendar.createEvent(user, { subject: `${name} at ${hour}`, body, start: at(days, hour), end: at(days, hour + 1) }, name);
  const recurrence = { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd" } };
  calendar.createEvent(user, { subject: `${name} daily`, body, start: at(-3, 18), end: at(-3, 19), recurrence }, name);
}
