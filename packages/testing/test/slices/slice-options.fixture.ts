import type { ContractOptions } from "../../src/contract/contract-options.ts";
import type { PermissionException } from "../../src/contract/permission-exception.ts";

/** The options of the contract test for each slice. */
export const sliceOptions = {
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
    arrange: ({ control: { calendar }, clock }, user) => void calendar.createEvent(user, eventAt(clock.now(), "Dentist", 30)),
    change: ({ control: { calendar }, clock }, user) => calendar.createEvent(user, eventAt(clock.now(), "Call with Ben", 1)),
  },
} satisfies Record<string, ContractOptions>;

export const sliceExceptions: readonly PermissionException[] = [
  {
    request: "GET /me/calendarView",
    scope: "Calendars.Read",
    why: "The slice represents a calendar that shows the bodies of events, which Calendars.ReadBasic omits.",
    source: "The description of Calendars.ReadBasic in Microsoft's list of permissions",
  },
];

function eventAt(now: Date, subject: string, inMinutes: number): object {
  const at = (minutes: number) => ({ dateTime: new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19), timeZone: "UTC" });
  return { subject, start: at(inMinutes), end: at(inMinutes + 30) };
}
