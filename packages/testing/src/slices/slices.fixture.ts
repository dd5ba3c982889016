import type { ContractOptions } from "../contract/contract-options.ts";
import type { PermissionException } from "../contract/permission-exception.ts";

/** What the contract test needs to know of each slice. */
export const fillers = {
  todo: {
    arrange({ control: { todo } }, user) {
      todo.addList(user, "Groceries");
      todo.addTask(user, "Groceries", { title: "Wholemeal flour" });
    },
    change: ({ control: { todo } }, user) => todo.addTask(user, "Groceries", { title: "Bread" }),
    services: { "add-task": { title: "Oat milk", sensor: "groceries" } },
  },
  mail: {
    config: { folders: ["inbox", "archive"] },
    arrange({ control: { mail } }, user) {
      mail.addMany(user, "inbox", 210);
      mail.addMessage(user, "archive", { subject: "Rent of March", isRead: false });
    },
    change: ({ control: { mail }, clock }, user) =>
      mail.addMessage(user, "inbox", { subject: "Minutes of the meeting", receivedDateTime: clock.now().toISOString() }),
  },
  presence: {
    config: { people: ["ben@contoso.example", "cho@contoso.example"] },
    arrange({ directory }) {
      for (const displayName of ["ben", "cho"]) {
        const userPrincipalName = `${displayName}@contoso.example`;
        if (!directory.user(userPrincipalName)) directory.addUser({ userPrincipalName, displayName });
      }
    },
    change: ({ control: { presence } }) => presence.set("ben@contoso.example", { availability: "Busy", activity: "InACall" }),
  },
  clock: {
    arrange: ({ control: { calendar }, clock }, user) => void calendar.createEvent(user, event(clock.now(), "Dentist", 30)),
    change: ({ control: { calendar }, clock }, user) => calendar.createEvent(user, event(clock.now(), "Call with Ben", 1)),
  },
} satisfies Record<string, ContractOptions>;

export const exceptions: readonly PermissionException[] = [
  {
    call: "GET /me/calendarView",
    scope: "Calendars.Read",
    why: "The slice stands for a calendar that shows the text of events, which Calendars.ReadBasic leaves out.",
    source: "Microsoft's list of permissions: what Calendars.ReadBasic gives",
  },
];

function event(now: Date, subject: string, inMinutes: number): object {
  const at = (minutes: number) => ({ dateTime: new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19), timeZone: "UTC" });
  return { subject, start: at(inMinutes), end: at(inMinutes + 30) };
}
