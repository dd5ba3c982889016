import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createAlarms } from "./alarms.ts";

function setup() {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const alarms = createAlarms(clock);
  const rang: string[] = [];
  const ring = (): void => void rang.push(clock.now().toISOString());
  return { clock, alarms, rang, ring, at: (time: string) => alarms.at(Date.parse(time), ring) };
}

describe("alarms", () => {
  it("ring on time, even beyond the longest timer, unless they are canceled", async () => {
    const t = setup();
    t.at("2026-04-02T09:00:00Z");
    const cancel = t.at("2026-03-02T08:00:05Z");
    cancel();
    t.clock.jump(new Date("2026-04-02T08:59:00Z"));
    await t.clock.advance(120_000);
    expect(t.rang).toEqual(["2026-04-02T09:00:00.000Z"]);
  });

  it("ring early if the clock was set back, so that the callback can check the time, but not for a few seconds", async () => {
    const t = setup();
    t.at("2026-03-02T09:00:00Z");
    await t.clock.advance(60_000);
    t.clock.jump(new Date(t.clock.now().getTime() - 5_000));
    await t.clock.advance(60_000);
    expect(t.rang).toEqual([]);
    t.clock.jump(new Date("2024-01-01T00:00:00Z"));
    await t.clock.advance(15_000);
    expect(t.rang).toHaveLength(1);
    t.at("2024-01-01T00:01:00Z");
    await t.clock.advance(60_000);
    expect(t.rang[1]).toBe("2024-01-01T00:01:00.000Z");
  });
});
