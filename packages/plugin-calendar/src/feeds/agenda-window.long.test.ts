import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { addDays, localDate } from "@casement/graph-time";
import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, graphEvent } from "../../test/calendar.fixture.ts";

const agenda = { from: -90, to: 365 };

/** Two hosts on one emulator: one serves calendar programs. */
async function twoHosts(timeZone: string, start: string) {
  const clock = createFakeClock(start);
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada Byron", timeZone });
  const options = { clock, emulator, user: ada, account: { timeZone }, config: { maxItems: 1000 }, every: "6h" as const };
  const hosts = [await calendarHost(options), await calendarHost({ ...options, agenda })];
  // The first host of each data folder deletes it.
  const first = [...hosts];
  const earlier: string[][] = [[], []];
  return {
    clock,
    calendar: emulator.control.calendar,
    get without() {
      return hosts[0]!;
    },
    get served() {
      return hosts[1]!;
    },
    /** What each host has announced. Change events are raised when a host reads, so their times differ. */
    announced: () => hosts.map((host, n) => [...earlier[n]!, ...announcedBy(host)].sort()),
    /** Both hosts read everything now. */
    async refresh() {
      for (const host of hosts) await host.account.refresh();
    },
    async advance(ms: number) {
      // Both hosts are on the clock; the second call only waits.
      await hosts[0]!.advance(ms);
      await hosts[1]!.advance(0);
    },
    async restart() {
      for (const [n, host] of hosts.entries()) {
        earlier[n]!.push(...announcedBy(host));
        hosts[n] = await host.restart();
      }
    },
    async [Symbol.asyncDispose]() {
      for (const host of [...hosts, ...first]) await host[Symbol.asyncDispose]();
    },
  };
}
const shown = (t: TestHost) => t.sensor("calendar/calendar");
const announcedBy = (t: TestHost) =>
  t.events.map(({ type, payload, at }) => JSON.stringify({ type, payload, ...(/started|ended/.test(type) && { at }) }));
const hour = 3_600_000;

/** Random numbers below `sides`, the same for the same seed. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

describe("a calendar sensor", () => {
  it("shows the same with calendar programs as without: nothing of last quarter", async () => {
    await using t = await twoHosts("Europe/Berlin", "2026-03-02T08:00:00Z");
    t.calendar.createEvent(ada, graphEvent("Last quarter", "2026-01-15T10:00:00", "2026-01-15T11:00:00"));
    t.calendar.createEvent(ada, graphEvent("Summer", "2026-07-15", "2026-07-20"));
    t.calendar.createEvent(ada, graphEvent("Now", "2026-03-02T07:00:00", "2026-03-02T11:00:00"));
    await t.refresh();
    expect(shown(t.served).state).toBe("on");
    expect((shown(t.served).attributes.events as any[]).map(({ subject }) => subject)).toEqual(["Now"]);
    const { updatedAt: _a, id: _b, ...expected } = shown(t.without);
    expect(shown(t.served)).toMatchObject(expected);
    expect((await t.served.account.collections())[0]).toMatchObject({ component: "VEVENT" });
    expect(await (await t.served.account.collections())[0]!.heads()).toHaveLength(3);
  });

  it.each([
    ["Europe/Berlin", "2026-03-27T10:00:00Z", 11],
    ["America/New_York", "2026-10-29T10:00:00Z", 12],
    ["Pacific/Auckland", "2026-04-03T10:00:00Z", 13],
    ["Asia/Kolkata", "2026-04-03T10:00:00Z", 14],
    ["UTC", "2026-06-25T10:00:00Z", 15],
  ])(
    "shows and announces the same after any changes in %s from %s",
    async (timeZone, start, seed) => {
      await using t = await twoHosts(timeZone, start);
      const { calendar, clock } = t;
      const roll = createDice(seed);
      const time = (day: number, at: number) =>
        `${new Date(clock.now().getTime() + (day * 24 + at) * hour).toISOString().slice(0, 13)}:00:00`;
      const date = (day: number) => addDays(localDate(clock.now(), timeZone), day);
      let count = 0;
      const changeSomething = () => {
        const all = calendar.view(ada, time(-120, 0), time(200, 0));
        const event = all[roll(Math.max(1, all.length))];
        const day = roll(4) === 0 ? roll(300) - 110 : roll(22) - 4;
        const subject = `Event ${count++}`;
        if (!event || roll(3) === 0) {
          const made = roll(2) ? graphEvent(subject, time(day, 1), time(day, 2)) : graphEvent(subject, date(day), date(day + 1 + roll(3)));
          const range = {
            type: "numbered",
            startDate: (made.start as any).dateTime.slice(0, 10),
            numberOfOccurrences: 1 + roll(20),
            recurrenceTimeZone: "UTC",
          };
          calendar.createEvent(ada, roll(2) ? made : { ...made, recurrence: { pattern: { type: "daily", interval: 1 + roll(9) }, range } });
          return;
        }
        const target = event.seriesMasterId && roll(2) ? event.seriesMasterId : event.id;
        const moved = event.isAllDay ? graphEvent("", date(day), date(day + 1)) : graphEvent("", time(day, 3), time(day, 5));
        if (roll(4) === 0) calendar.deleteEvent(ada, target);
        else if (roll(2)) calendar.patchEvent(ada, target, { subject });
        else calendar.patchEvent(ada, target, { start: moved.start, end: moved.end });
      };
      for (let step = 0; step < 6; step++) {
        for (let n = roll(4); n >= 0; n--) changeSomething();
        if (roll(6) === 0) t.served.emulator.control.delta.expire();
        await t.refresh();
        // Not at the full hour, when only one of the hosts may just have read.
        await t.advance([1, 1, 5, 25][roll(4)]! * hour + 7 * 60_000);
        await t.refresh();
        if (step % 3 === 2) await t.restart();
        const [a, b] = [shown(t.without), shown(t.served)];
        expect({ state: b.state, ...b.attributes }, `step ${step}`).toEqual({ state: a.state, ...a.attributes });
        const [expected, actual] = t.announced();
        expect(actual, `step ${step}`).toEqual(expected);
      }
      expect(t.announced()[0]!.length).toBeGreaterThan(5);
    },
    60_000,
  );
});
