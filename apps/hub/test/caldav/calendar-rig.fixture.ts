import { ada, type CaldavRig, componentsIn, createCaldavRig } from "./caldav-rig.fixture.ts";

export const ben = "ben@contoso.example";
export const eve = "eve@contoso.example";

export const vevent = (uid: string, ...lines: string[]): string =>
  ["BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20261128T134143Z", ...lines, "END:VEVENT"].join("\r\n");
export const calendarText = (...events: string[]): string =>
  `${["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...events, "END:VCALENDAR"].join("\r\n")}\r\n`;
export const eventText = (uid: string, ...lines: string[]): string => calendarText(vevent(uid, ...lines));
export const berlinTime = (name: string, at: string): string => `${name};TZID=Europe/Berlin:${at}`;
export const hourOn = (day: string, from = "09", to = "10"): string[] => [
  berlinTime("DTSTART", `${day}T${from}0000`),
  berlinTime("DTEND", `${day}T${to}0000`),
];

export interface CalendarRig {
  readonly rig: CaldavRig;
  readonly path: string;
  readonly events: (user?: string) => Record<string, any>[];
  /** Kinds and recipients of the mails since the last call. */
  readonly sent: () => string[];
  /** Requests that changed something, since the last call. */
  readonly changes: () => string[];
}

export async function startCalendar(options: Parameters<typeof createCaldavRig>[0] = {}): Promise<CalendarRig> {
  const rig = await createCaldavRig({ account: { timeZone: "Europe/Berlin" }, ...options });
  const { control, directory } = rig.t.emulator;
  for (const [userPrincipalName, displayName] of [
    [ben, "Ben"],
    [eve, "Eve"],
  ] as const)
    directory.addUser({ userPrincipalName, displayName });
  return {
    rig,
    path: await rig.pathOf("Calendar"),
    events: (user = ada) => control.calendar.events(user),
    sent() {
      const mails = control.mail.sent().map(({ kind, to }: any) => `${kind} ${[to].flat().join(" ")}`);
      control.mail.forgetSent();
      return mails;
    },
    changes() {
      const calls = Object.keys(control.counters.report().calls).filter((call) => /^(POST|PATCH|DELETE) (?!\/\$batch)/.test(call));
      control.counters.reset();
      return calls;
    },
  };
}
/** Lines of a text without folds. */
export const linesOf = (text: string): string[] => text.replaceAll("\r\n ", "").split("\r\n");
/** Those of events, without time zones. */
export const eventLines = (text: string): string[] => linesOf(text.slice(text.indexOf("BEGIN:VEVENT")));
/** The text with the lines of events that begin so replaced. */
export function editEvent(text: string, begin: string, line: string): string {
  const start = text.indexOf("BEGIN:VEVENT");
  const lines = eventLines(text).map((each) => (each.startsWith(begin) ? line : each));
  return text.slice(0, start) + lines.join("\r\n");
}
export const propertyOf = (text: string, name: string, at = 0) => componentsIn(text)[at]?.getFirstPropertyValue(name)?.toString();
