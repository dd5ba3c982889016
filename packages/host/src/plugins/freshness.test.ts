import { CasementError, definePlugin } from "@casement/core";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const never = new Promise<never>(() => {});

/** A sensor read every 15 s, a sensor read once a day, and a feed that is read every minute. */
function createStation() {
  const station = { isHanging: false, error: undefined as unknown, pages: 1, reads: 0, rounds: 0 };
  const wait = async () => {
    if (station.error !== undefined) throw station.error;
    if (station.isHanging) await never;
  };
  const plugin = definePlugin({
    id: "station",
    title: "Station",
    scopes: { "User.Read": { tier: "read", why: "" } },
    feeds: {
      log: {
        scope: "User.Read",
        every: "1m",
        item: z.object({}),
        async sync({ cursor }) {
          await wait();
          station.rounds++;
          const page = Number(cursor?.split("-")[1] ?? 0) + 1;
          return { put: { [`i${page}`]: {} }, removed: [], cursor: `p-${page % station.pages}`, more: page < station.pages };
        },
      },
    },
    sensors: {
      entries: {
        title: "Entries",
        feed: "log",
        value: z.object({ state: z.number() }),
        view: ({ items }) => ({ value: { state: items.size } }),
      },
      now: {
        title: "Now",
        scope: "User.Read",
        every: "15s",
        value: z.object({ state: z.number() }),
        async read() {
          await wait();
          return { state: ++station.reads };
        },
      },
      daily: { title: "Daily", scope: "User.Read", every: "24h", value: z.object({ state: z.number() }), read: () => ({ state: 1 }) },
    },
  });
  return Object.assign(station, { plugin });
}

const staleOf = (t: TestHost) => ["now", "entries", "daily"].filter((name) => t.sensor(`station/${name}`).stale);

describe("a sensor whose reads never end", () => {
  it("is stale when its last success is older than its interval plus 30 s, and says since when", async () => {
    const station = createStation();
    await using t = await createTestHost({ plugins: [{ plugin: station.plugin }] });
    await t.advance("3m");
    expect(staleOf(t)).toEqual([]);
    station.isHanging = true;
    const at = t.clock.now().getTime();
    // The last reads were up to an interval earlier: 15 s and 1 min.
    await t.advance("29s");
    expect(staleOf(t)).toEqual([]);
    await t.advance("16s");
    expect(staleOf(t)).toContain("now");
    expect(t.sensor("station/now").error).toMatch(/^The last complete read was at 2026-03-02T08:0[23]:\d\d\.\d{3}Z\.$/);
    const lastReadAt = expect.stringMatching(/^2026-03-02T08:0[23]/);
    expect(t.sensor("station/now")).toMatchObject({ errorReason: "overdue", errorDetails: { lastReadAt } });
    await t.advance("45s");
    expect(t.clock.now().getTime() - at).toBe(90_000);
    expect(staleOf(t)).toEqual(["now", "entries"]);
    expect(t.account.status()).toMatchObject({ staleSensors: 2, problem: { code: "stale" } });
    expect(t.account.status().problem?.message).toMatch(/^2 of 3 sensors are out of date, for example: /);
  });

  it("is read again when a read has taken longer than that", async () => {
    const station = createStation();
    await using t = await createTestHost({ plugins: [{ plugin: station.plugin }] });
    await t.advance("2m");
    station.isHanging = true;
    await t.advance("15s");
    station.isHanging = false;
    const { reads } = station;
    await t.advance("3m");
    expect(station.reads).toBeGreaterThan(reads);
    expect(staleOf(t)).toEqual([]);
    expect(t.account.status()).not.toHaveProperty("problem");
  });
});

it("is fresh again soon after the machine slept, and after the clock was set back", async () => {
  const station = createStation();
  await using t = await createTestHost({ plugins: [{ plugin: station.plugin }] });
  await t.advance("2m");
  t.clock.jump(new Date(t.clock.now().getTime() + 9 * 3_600_000));
  await t.advance("60s");
  expect(staleOf(t)).toEqual([]);
  t.clock.jump(new Date(t.clock.now().getTime() - 5 * 3_600_000));
  await t.advance("60s");
  expect(staleOf(t)).toEqual([]);
  station.isHanging = true;
  await t.advance("2m");
  expect(staleOf(t)).toEqual(["now", "entries"]);
});

it("counts a sensor that waits for its first read as out of date after a minute, and one that fails at once", async () => {
  const station = createStation();
  station.isHanging = true;
  await using t = await createTestHost({ plugins: [{ plugin: station.plugin }] });
  await t.advance("30s");
  expect(t.account.status()).not.toHaveProperty("problem");
  await t.advance("40s");
  expect(t.account.status()).toMatchObject({ staleSensors: 2, problem: { code: "stale" } });
  const failing = createStation();
  failing.error = new CasementError("graph-unreachable", "Graph is down.");
  await using other = await createTestHost({ plugins: [{ plugin: failing.plugin }] });
  expect(other.account.status()).toMatchObject({ staleSensors: 2, problem: { code: "stale" } });
});

it("says that a sensor is being read for the first time, and that it is read on", async () => {
  const station = createStation();
  station.pages = 3;
  let open = () => {};
  let gate: Promise<void>;
  const close = () => {
    gate = new Promise<void>((resolve) => {
      open = resolve;
    });
  };
  close();
  const { log } = (station.plugin as any).feeds;
  const { sync } = log;
  log.sync = async (context: any) => {
    // After the first page of a round.
    if (context.cursor !== undefined && context.cursor !== "p-0") await gate;
    return sync(context);
  };
  await using t = await createTestHost({ plugins: [{ plugin: station.plugin }], signedOut: true });
  await t.advance("1m");
  expect(t.sensor("station/entries")).toMatchObject({ errorCode: "sign-in-required", error: expect.stringContaining("has not signed in") });
  await t.signIn();
  expect(t.sensor("station/entries")).toMatchObject({
    ...{ stale: true, error: "Being read for the first time.", errorReason: "first-read" },
  });
  expect(t.sensor("station/now")).toMatchObject({ stale: false, error: undefined });
  // Sensors that wait for their first read count after a minute, but not while their feed is read.
  await t.advance("70s");
  expect(t.account.status()).not.toHaveProperty("problem");
  open();
  await t.advance("1s");
  expect(t.sensor("station/entries")).toMatchObject({ stale: false, error: undefined, state: 3 });
  close();
  await t.advance("2m");
  expect(t.sensor("station/entries").errorReason).toBe("reading");
  expect(t.sensor("station/entries").error).toMatch(/^Being read\. The last complete read was at 2026-03-02T/);
  open();
});

it("reports an outage once when it lasts, and its end: in the log and as the account's problem", async () => {
  const station = createStation();
  await using t = await createTestHost({ plugins: [{ plugin: station.plugin }] });
  await t.advance("2m");
  const told = () => t.log.filter((line) => /keeps failing|works again/.test(line));
  station.error = new CasementError("graph-unreachable", "Graph is down.");
  await t.advance("15s");
  expect(told()).toEqual([]);
  await t.advance("20m");
  expect(told()).toEqual([
    'warn [home/station] reading of sensor kind "now" keeps failing (graph-unreachable): Graph is down.',
    'warn [home/station] synchronization of feed "log" keeps failing (graph-unreachable): Graph is down.',
  ]);
  expect(t.account.status().problem).toMatchObject({ code: "stale", message: "2 of 3 sensors are out of date: Graph is down." });
  station.error = undefined;
  await t.advance("10m");
  expect(told().slice(2)).toHaveLength(2);
  expect(t.account.status()).not.toHaveProperty("problem");
});
