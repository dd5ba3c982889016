import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { statusPlugin } from "../src/plugin.ts";

export const ada = "ada@contoso.example";
export const ben = "ben@contoso.example";
export const cho = "cho@contoso.example";

/** A signed-in host with the status plugin. Ben and Cho are in the tenant. The clock begins on Monday 2026-03-02 at 08:00 UTC. */
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

/** Payloads of the presence-changed events. */
export function presenceChangesOf(t: TestHost): any[] {
  return t.events.filter(({ type }) => type === "status/presence-changed").map(({ payload }) => payload);
}

/** Number of requests to the emulator by method and path: "GET /me/presence". */
export function requestsOf(t: TestHost): Record<string, number> {
  return Object.fromEntries(Object.entries(t.emulator.control.counters.report().calls).map(([call, { units }]) => [call, units]));
}
