import type { PluginOptions } from "@casement/host";
import { groupCalendarPlugin } from "@casement/plugin-group-calendar";
import { expect, it } from "vitest";
import { casementPlugins } from "./casement-plugins.ts";
import { benchGoals, type SensorKind } from "./figures.ts";
import { createSimulation } from "./household-simulation.ts";
import { measureStaleness, observeCasement } from "./measure-staleness.ts";
import { benchUsers, timeZone } from "./reference-household.ts";

const plugins: readonly PluginOptions[] = [...casementPlugins, { plugin: groupCalendarPlugin }];
const [clientId, otherClientId] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const other = { name: "other", clientId: otherClientId, accountType: "work", enableUpdate: true, timeZone, plugins };
const minute = 60_000;

it("with all plugins, an account that Graph throttles for an hour does not delay another account by more than its interval", async () => {
  await using simulation = await createSimulation({ plugins, account: { clientId, timeZone }, moreAccounts: [other] }, ({ control }) => {
    const group = control.groups.add("reference.example", { displayName: "Choir" });
    for (const user of Object.values(benchUsers)) control.groups.addMember(group, user);
    // The scopes of group-calendar need an administrator's consent.
    for (const client of [clientId, otherClientId])
      control.entra.grant("reference.example", client, ["Group.Read.All", "Group.ReadWrite.All"]);
  });
  const { emulator, casement } = simulation;
  const { faults, counters, entra } = emulator.control;
  const device = await casement.host.account("other").signIn.deviceCode();
  entra.approveDevice(device.userCode, benchUsers.predecessor);
  await simulation.advance(minute);
  await device.done;
  // The sign-in ends before the first reads.
  await simulation.advance(minute);
  const sensors = (account: string) => casement.host.index().filter(({ id }) => id.startsWith(`${account}/`));
  expect(new Set(sensors("other").map(({ id }) => id.split("/")[1]))).toEqual(new Set(plugins.map(({ plugin }) => plugin.id)));
  expect(sensors("other").filter(({ stale }) => stale)).toEqual([]);

  const measureUnits = async () => {
    counters.reset();
    await simulation.advance(10 * minute);
    return counters.report().accounts[benchUsers.predecessor]?.units;
  };
  const before = await measureUnits();
  faults.add({ user: benchUsers.casement, status: 429, retryAfter: "3600" });
  await simulation.advance(6 * minute);
  expect(sensors("home").filter(({ stale }) => !stale)).toEqual([]);
  expect(await measureUnits()).toBe(before);
  const [result] = await measureStaleness(simulation, [observeCasement(simulation, "other", benchUsers.predecessor)], 11 * minute);
  for (const [kind, goal] of Object.entries(benchGoals.staleness))
    expect(result!.worst[kind as SensorKind], kind).toBeLessThanOrEqual(goal);
  await simulation.advance(60 * minute - 27 * minute);
  expect(await measureUnits()).toBe(before);
  expect(sensors("other").filter(({ stale }) => stale)).toEqual([]);
});
