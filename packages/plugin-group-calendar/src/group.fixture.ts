import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { groupCalendarPlugin } from "./plugin.ts";

export const ada = "ada@contoso.example";
export const tenant = "contoso.example";
const clientId = "11111111-1111-4111-8111-111111111111";

/** An emulator with Ada in the group Team, and the administrator's consent to both permissions unless `consent` is false. */
export function groupEmulator({ consent = true } = {}): Emulator {
  const emulator = createEmulator({ clock: createFakeClock() });
  const { id } = emulator.directory.addTenant({ domain: tenant });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada Byron", timeZone: "Europe/Berlin" });
  emulator.control.groups.add(tenant, { displayName: "Team", members: [ada] });
  if (consent) emulator.directory.grant(id, clientId, ["Group.Read.All", "Group.ReadWrite.All"]);
  return emulator;
}

type Settings = Omit<TestHostOptions, "plugins" | "emulator" | "clock"> & { config?: object; emulator?: Emulator };

/** A signed-in host with the plugin; the clock begins on Monday 2026-03-02, 08:00 UTC. */
export function groupHost({ config, emulator = groupEmulator(), ...options }: Settings = {}): Promise<TestHost> {
  return createTestHost({
    ...options,
    clock: emulator.clock as FakeClock,
    emulator,
    user: options.user ?? ada,
    plugins: [{ plugin: groupCalendarPlugin, ...(config ? { config } : {}) }],
  });
}

/** Id of a group by its name. */
export function groupId(t: { emulator: Emulator }, name = "Team"): string {
  return t.emulator.control.groups.list(tenant).find(({ displayName }) => displayName === name)!.id as string;
}

/** An event as Graph takes it, times in UTC. */
export function graphEvent(subject: string, start: string, end: string, more: object = {}): Record<string, unknown> {
  return { subject, start: { dateTime: start, timeZone: "UTC" }, end: { dateTime: end, timeZone: "UTC" }, ...more };
}

export function subjects(t: TestHost, sensor = "group-calendar/team"): string[] {
  return (t.sensor(sensor).attributes.events as { subject: string }[]).map(({ subject }) => subject);
}

/** What happened since the last look: `created Lunch casement`. */
export function newsOf(t: TestHost): () => string[] {
  let seen = t.events.length;
  return () => {
    const fresh = t.events.slice(seen).filter(({ type }) => type.startsWith("group-calendar/event-"));
    seen = t.events.length;
    return fresh.map(({ type, payload }) => {
      const { subject, origin = "" } = payload as { subject: string; origin?: string };
      return `${type.slice("group-calendar/event-".length)} ${subject} ${origin}`.trim();
    });
  };
}

/** How often the emulator was called, by "GET /groups". */
export function calls(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([name, { units }]) => [name, units]));
}
