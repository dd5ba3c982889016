import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { calendarPlugin } from "../src/plugin.ts";

export const ada = "ada@contoso.example";

type Settings = Omit<TestHostOptions, "plugins"> & { config?: object; every?: `${number}${"s" | "m" | "h"}` };

/** A signed-in host with the calendar plugin. The clock starts on Monday, 2026-03-02, at 08:00 UTC. */
export function calendarHost({ config, every, ...options }: Settings = {}): Promise<TestHost> {
  const plugin = { plugin: calendarPlugin, ...(config ? { config } : {}), ...(every ? { every: { events: every } } : {}) };
  return createTestHost({ ...options, plugins: [plugin] });
}

/** A Graph event with times in UTC. Dates make it all-day. */
export function graphEvent(subject: string, start: string, end: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const isAllDay = start.length === 10;
  const time = (text: string) => ({ dateTime: isAllDay ? `${text}T00:00:00` : text, timeZone: "UTC" });
  return { subject, isAllDay, start: time(start), end: time(end), ...more };
}

/** The recurrence of a daily series of ten events. */
export const dailyRecurrence = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 10, recurrenceTimeZone: "W. Europe Standard Time" },
};

/** Returns a function that lists the events since its last call: `created Lunch`. */
export function newEventsOf(t: TestHost): () => string[] {
  let count = t.events.length;
  return () => {
    const newEvents = t.events.slice(count).filter(({ type }) => type.startsWith("calendar/event-"));
    count = t.events.length;
    return newEvents.map(({ type, payload }) => `${type.slice("calendar/event-".length)} ${(payload as { subject: string }).subject}`);
  };
}

/** The payloads of all events with a name. */
export function payloadsOf(t: TestHost, type: string): any[] {
  return t.events.filter((event) => event.type === `calendar/${type}`).map(({ payload }) => payload);
}

/** The subjects in a sensor's list. */
export function subjectsOf(t: TestHost, sensor = "calendar/calendar"): string[] {
  return (t.sensor(sensor).attributes.events as { subject: string }[]).map(({ subject }) => subject);
}

/** Calls `calendar/<service>` with an untyped input, as a surface does. */
export function callService(t: TestHost, service: string, input: Record<string, unknown>): Promise<any> {
  return t.account.call(`calendar/${service}`, input);
}

/** The number of calls to the emulator, by method and path: "GET /me/calendars". */
export function callCountsOf(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([call, { units }]) => [call, units]));
}
