import { expect, it } from "vitest";
import { goals, type Kind } from "./figures.ts";
import { idleCosts } from "./idle.ts";
import { casementWatched, staleness } from "./staleness.ts";
import { createWorld } from "./world.ts";

it("the reference household costs no more an hour than product.md §7 allows, with the day's turn and its rescans", async () => {
  await using world = await createWorld();
  await world.advance(60_000);
  const { casement: idle } = await idleCosts(world, 0.5);
  /** Ten minutes around that time. */
  const around = async (time: string) => {
    world.clock.jump(new Date(Date.parse(time) - 6 * 60_000));
    await world.advance(60_000);
    return (await idleCosts(world, 1 / 6)).casement;
  };
  const turn = await around("2026-03-02T23:00:00Z");
  const rescan = await around("2026-03-03T00:00:00Z");
  expect(turn.items).toBeGreaterThan(idle.items);
  expect(rescan.units).toBeGreaterThan(idle.units);
  for (const [name, goal] of Object.entries(goals.cost)) {
    const of = name as keyof typeof goals.cost;
    expect((idle[of] * (24 - 2 / 6) + (turn[of] + rescan[of]) / 6) / 24, name).toBeLessThanOrEqual(goal);
  }
});

it("shows what changes elsewhere no later than product.md §7 allows", async () => {
  await using world = await createWorld();
  const [seen] = await staleness(world, [casementWatched(world)], 11 * 60_000);
  for (const [kind, goal] of Object.entries(goals.staleness)) {
    expect(seen!.count[kind as Kind], kind).toBeGreaterThan(0);
    expect(seen!.worst[kind as Kind], kind).toBeLessThanOrEqual(goal);
  }
});
