/** An iCalendar text with one event or task, whose UID and file name come from its summary. */
export function calendarText(component: "VEVENT" | "VTODO", summary: string, lines: readonly string[]): string {
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Acceptance//EN", `BEGIN:${component}`, `UID:${slugOf(summary)}`];
  const tail = [`SUMMARY:${summary}`, `END:${component}`, "END:VCALENDAR", ""];
  return [...head, "DTSTAMP:20260101T000000Z", ...lines, ...tail].join("\r\n");
}

export const slugOf = (summary: string): string => summary.toLowerCase().replaceAll(" ", "-");

/** Lines of an event at nine o'clock of the next day, in UTC, for an hour. */
export const nextMorningLines = (): readonly string[] => [`DTSTART:${nextMorning()}`, `DTEND:${nextMorning(10)}`];

/** An hour of the next day in UTC, in the format of RFC 5545. */
export function nextMorning(hour = 9): string {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
  return `${tomorrow}T${String(hour).padStart(2, "0")}0000Z`;
}
