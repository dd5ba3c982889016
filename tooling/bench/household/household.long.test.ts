import { expect, it } from "vitest";
import { benchGoals, type SensorKind } from "./figures.ts";
import { createSimulation } from "./household-simulation.ts";
import { measureIdleCosts } from "./measure-idle-costs.ts";
import { measureStaleness, observeCasement } from "./measure-staleness.ts";

it("the reference household costs no more per hour than the goal, even on the day in a week on which calendars are read as a whole", async () => {
  await using simulation = await createSimulation();
  await simulation.advance(60_000);
  const { casement: idle } = await measureIdleCosts(simulation, 0.5);
  /** Measures the ten minutes around a time. */
  const around = async (time: string) => {
    simulation.clock.jump(new Date(Date.parse(time) - 6 * 60_000));
    await simulation.advance(60_000);
    return (await measureIdleCosts(simulation, 1 / 6)).casement;
  };
  const midnight = await around("2026-03-09T23:00:00Z");
  const rescan = await around("2026-03-10T00:00:00Z");
  expect(midnight.items).toBeGreaterThan(idle.items);
  expect(rescan.units).toBeGreaterThan(idle.units);
  for (const [name, goal] of Object.entries(benchGoals.cost)) {
    const key = name as keyof typeof benchGoals.cost;
    expect((idle[key] * (24 - 2 / 6) + (midnight[key] + rescan[key]) / 6) / 24, name).toBeLessThanOrEqual(goal);
  }
});

it("shows outside changes no later than the goal", async () => {
  await using simulation = await createSimulation();
  const [result] = await measureStaleness(simulation, [observeCasement(simulation)], 11 * 60_000);
  for (const [kind, goal] of Object.entries(benchGoals.staleness)) {
    expect(result!.count[kind as SensorKind], kind).toBeGreaterThan(0);
    expect(result!.worst[kind as SensorKind], kind).toBeLessThanOrEqual(goal);
  }
});
