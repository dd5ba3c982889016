import type { PluginOptions } from "@casement/host";
import { groupCalendarPlugin } from "@casement/plugin-group-calendar";
import { expect, it } from "vitest";
import { casementPlugins } from "./casement-plugins.ts";
import { goals, type Kind } from "./figures.ts";
import { residents, timeZone } from "./reference-household.ts";
import { casementWatched, staleness } from "./staleness.ts";
import { createWorld } from "./world.ts";

const plugins: readonly PluginOptions[] = [...casementPlugins, { plugin: groupCalendarPlugin }];
const [mine, others] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const other = { name: "other", clientId: others, accountType: "work", enableUpdate: true, timeZone, plugins };
const minute = 60_000;

it("an account that Graph throttles for an hour does not delay the other by more than its interval, with all plugins", async () => {
  await using world = await createWorld({ plugins, account: { clientId: mine, timeZone }, more: [other] }, ({ control }) => {
    const group = control.groups.add("reference.example", { displayName: "Choir" });
    for (const user of Object.values(residents)) control.groups.addMember(group, user);
    // What group-calendar asks for, only an administrator may approve.
    for (const client of [mine, others]) control.entra.grant("reference.example", client, ["Group.Read.All", "Group.ReadWrite.All"]);
  });
  const { emulator, casement } = world;
  const { faults, counters, entra } = emulator.control;
  const device = await casement.host.account("other").signIn.deviceCode();
  entra.approveDevice(device.userCode, residents.predecessor);
  await world.advance(minute);
  await device.done;
  const sensors = (account: string) => casement.host.sensors().filter(({ id }) => id.startsWith(`${account}/`));
  expect(new Set(sensors("other").map(({ id }) => id.split("/")[1]))).toEqual(new Set(plugins.map(({ plugin }) => plugin.id)));
  expect(sensors("other").filter(({ stale }) => stale)).toEqual([]);

  const spent = async () => {
    counters.reset();
    await world.advance(10 * minute);
    return counters.report().accounts[residents.predecessor]?.units;
  };
  const before = await spent();
  faults.add({ user: residents.casement, status: 429, retryAfter: "3600" });
  await world.advance(6 * minute);
  expect(sensors("home").filter(({ stale }) => !stale)).toEqual([]);
  expect(await spent()).toBe(before);
  const [seen] = await staleness(world, [casementWatched(world, "other", residents.predecessor)], 11 * minute);
  for (const [kind, goal] of Object.entries(goals.staleness)) expect(seen!.worst[kind as Kind], kind).toBeLessThanOrEqual(goal);
  await world.advance(60 * minute - 27 * minute);
  expect(await spent()).toBe(before);
  expect(sensors("other").filter(({ stale }) => stale)).toEqual([]);
});
