import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { calendarPlugin } from "./plugin.ts";

export const ada = "ada@contoso.example";

type Settings = Omit<TestHostOptions, "plugins"> & { config?: object; every?: `${number}${"s" | "m" | "h"}` };

/** A signed-in host with the calendar plugin; the clock begins on Monday 2026-03-02, 08:00 UTC. */
export function calendarHost({ config, every, ...options }: Settings = {}): Promise<TestHost> {
  const plugin = { plugin: calendarPlugin, ...(config ? { config } : {}), ...(every ? { every: { events: every } } : {}) };
  return createTestHost({ ...options, plugins: [plugin] });
}

/** An event as Graph takes it, times in UTC; dates make it all-day. */
export function graphEvent(subject: string, start: string, end: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const isAllDay = start.length === 10;
  const time = (text: string) => ({ dateTime: isAllDay ? `${text}T00:00:00` : text, timeZone: "UTC" });
  return { subject, isAllDay, start: time(start), end: time(end), ...more };
}

/** A daily series of ten. */
export const daily = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 10, recurrenceTimeZone: "W. Europe Standard Time" },
};

/** What happened in calendars since the last look: `created Lunch`. */
export function newsOf(t: TestHost): () => string[] {
  let seen = t.events.length;
  return () => {
    const fresh = t.events.slice(seen).filter(({ type }) => type.startsWith("calendar/event-"));
    seen = t.events.length;
    return fresh.map(({ type, payload }) => `${type.slice("calendar/event-".length)} ${(payload as { subject: string }).subject}`);
  };
}

export function payloads(t: TestHost, type: string): any[] {
  return t.events.filter((event) => event.type === `calendar/${type}`).map(({ payload }) => payload);
}

export function subjects(t: TestHost, sensor = "calendar/calendar"): string[] {
  return (t.sensor(sensor).attributes.events as { subject: string }[]).map(({ subject }) => subject);
}

/** Runs `calendar/<service>`, untyped: what a surface sends. */
export function call(t: TestHost, service: string, input: Record<string, unknown>): Promise<any> {
  return t.account.call(`calendar/${service}`, input);
}

/** How often the emulator was called, by "GET /me/calendars". */
export function calls(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([call, { units }]) => [call, units]));
}
