import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { statusPlugin } from "./plugin.ts";

export const ada = "ada@contoso.example";
export const ben = "ben@contoso.example";
export const cho = "cho@contoso.example";

/** A signed-in host with the status plugin, and Ben and Cho in the tenant; the clock begins on Monday 2026-03-02, 08:00 UTC. */
export async function statusHost(config: object = {}, options: Partial<TestHostOptions> = {}): Promise<TestHost> {
  const t = await createTestHost({ plugins: [{ plugin: statusPlugin, config }], signedOut: true, ...options });
  if (options.emulator) return t;
  for (const [userPrincipalName, displayName] of [
    [ben, "Ben Ito"],
    [cho, "Cho Lin"],
  ] as const)
    t.emulator.directory.addUser({ userPrincipalName, displayName });
  if (t.emulator.directory.user(ada)) t.emulator.control.presence.set(ada, { availability: "Available", activity: "Available" });
  await t.signIn();
  return t;
}

export function changes(t: TestHost): any[] {
  return t.events.filter(({ type }) => type === "status/presence-changed").map(({ payload }) => payload);
}

/** How often the emulator was called, by "GET /me/presence". */
export function calls(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([call, { units }]) => [call, units]));
}
