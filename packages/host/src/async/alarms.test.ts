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

  it("ring in order of time, and in the order in which they were set, whatever is set, canceled and moved meanwhile", async () => {
    // The same numbers each time: Lehmer's generator.
    let seed = 1;
    const below = (end: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % end;
    };
    const clock = createFakeClock("2026-03-02T08:00:00Z");
    const alarms = createAlarms(clock);
    const now = () => clock.now().getTime();
    const pending = new Map<number, { time: number; cancel: () => void }>();
    const rang: number[] = [];
    const expected: number[] = [];
    for (let id = 0; id < 3_000; id++) {
      const time = now() + below(40) * 5_000;
      pending.set(id, { time, cancel: alarms.at(time, () => void rang.push(id)) });
      if (below(10) < 6) {
        const [canceled, { cancel }] = [...pending][below(pending.size)]!;
        cancel();
        cancel();
        pending.delete(canceled);
      }
      if (below(20) === 0) {
        await clock.advance(below(12) * 5_000);
        const due = [...pending].filter(([, { time }]) => time <= now());
        for (const [id] of due.sort(([a, one], [b, other]) => one.time - other.time || a - b)) {
          expected.push(id);
          pending.delete(id);
        }
      }
    }
    expect(rang.length).toBeGreaterThan(500);
    expect(rang).toEqual(expected);
  });

  it("can be set and canceled by alarms, and stopped by one", async () => {
    const t = setup();
    const cancel = t.at("2026-03-02T08:00:10Z");
    const cancelLater = t.at("2026-03-02T08:00:20Z");
    t.alarms.at(Date.parse("2026-03-02T08:00:10Z"), () => {
      cancel();
      cancelLater();
      t.at("2026-03-02T08:00:10Z");
      t.alarms.at(Date.parse("2026-03-02T08:00:30Z"), () => t.alarms.stop());
      t.at("2026-03-02T08:00:31Z");
    });
    await t.clock.advance(60_000);
    expect(t.rang).toEqual(["2026-03-02T08:00:10.000Z", "2026-03-02T08:00:10.000Z"]);
    t.at("2026-03-02T08:02:00Z");
    await t.clock.advance(120_000);
    expect(t.rang).toHaveLength(3);
  });
});
