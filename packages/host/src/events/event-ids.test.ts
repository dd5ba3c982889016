import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createEventIds } from "./event-ids.ts";

const start = Date.parse("2026-03-02T08:00:00Z");

it("numbers events by time, and one after the other within a millisecond", async () => {
  const clock = createFakeClock(new Date(start));
  const ids = createEventIds(clock);
  expect([ids.next(), ids.next()]).toEqual([String(start), String(start + 1)]);
  await clock.advance(1_000);
  expect(ids.next()).toBe(String(start + 1_000));
});

it("never goes back: not behind a stored ID, and not with the clock", () => {
  const clock = createFakeClock(new Date(start));
  const ids = createEventIds(clock);
  ids.observe(String(start + 60_000));
  ids.observe(String(start + 5));
  expect(ids.next()).toBe(String(start + 60_001));
  clock.jump(new Date(0));
  expect(ids.next()).toBe(String(start + 60_002));
});
