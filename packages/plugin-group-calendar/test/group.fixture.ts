import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { groupCalendarPlugin } from "../src/plugin.ts";

export const ada = "ada@contoso.example";
export const tenant = "contoso.example";
const clientId = "11111111-1111-4111-8111-111111111111";

/** An emulator with Ada in the group Team. The administrator has consented to both permissions, unless `consent` is false. */
export function groupEmulator({ consent = true } = {}): Emulator {
  const emulator = createEmulator({ clock: createFakeClock() });
  const { id } = emulator.directory.addTenant({ domain: tenant });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada Byron", timeZone: "Europe/Berlin" });
  emulator.control.groups.add(tenant, { displayName: "Team", members: [ada] });
  if (consent) emulator.directory.grant(id, clientId, ["Group.Read.All", "Group.ReadWrite.All"]);
  return emulator;
}

type Settings = Omit<TestHostOptions, "plugins" | "emulator" | "clock"> & { config?: object; emulator?: Emulator };

/** A signed-in host with the plugin. The clock starts on Monday, 2026-03-02, at 08:00 UTC. */
export function groupHost({ config, emulator = groupEmulator(), ...options }: Settings = {}): Promise<TestHost> {
  return createTestHost({
    ...options,
    clock: emulator.clock as FakeClock,
    emulator,
    user: options.user ?? ada,
    plugins: [{ plugin: groupCalendarPlugin, ...(config ? { config } : {}) }],
  });
}

/** The id of a group. */
export function groupIdOf(t: { emulator: Emulator }, name = "Team"): string {
  return t.emulator.control.groups.list(tenant).find(({ displayName }) => displayName === name)!.id as string;
}

/** A Graph event with times in UTC. */
export function graphEvent(subject: string, start: string, end: string, more: object = {}): Record<string, unknown> {
  return { subject, start: { dateTime: start, timeZone: "UTC" }, end: { dateTime: end, timeZone: "UTC" }, ...more };
}

/** The subjects in a sensor's list. */
export function subjectsOf(t: TestHost, sensor = "group-calendar/team"): string[] {
  return (t.sensor(sensor).attributes.events as { subject: string }[]).map(({ subject }) => subject);
}

/** Returns a function that lists the events since its last call: `created Lunch casement`. */
export function newEventsOf(t: TestHost): () => string[] {
  let count = t.events.length;
  return () => {
    const newEvents = t.events.slice(count).filter(({ type }) => type.startsWith("group-calendar/event-"));
    count = t.events.length;
    return newEvents.map(({ type, payload }) => {
      const { subject, origin = "" } = payload as { subject: string; origin?: string };
      return `${type.slice("group-calendar/event-".length)} ${subject} ${origin}`.trim();
    });
  };
}

/** The number of calls to the emulator, by method and path: "GET /groups". */
export function callCountsOf(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([name, { units }]) => [name, units]));
}
