import { describe, expect, it } from "vitest";
import { createScriptedFeed as feed, page } from "../../test/feeds/scripted-feed.fixture.ts";
import { RefusedItems } from "./refused-items.ts";

describe("a feed with faults", () => {
  it("names a refused item once, and reads again from before it until it is well, which is then new", async () => {
    const t = await feed();
    const odd = { n: "seven" } as never;
    await t.round(page({ a: { n: 1 } }, { cursor: "1" }));
    await t.round(page({ b: odd, c: { n: 3 } }, { cursor: "2" }));
    expect(t.reports).toEqual([expect.stringMatching(/^skips an item that .*\. Casement reads it again later$/)]);
    expect(t.published.map(({ payload }) => payload)).toEqual([{ id: "c", origin: "external" }]);
    // Until it is due, rounds go on from the newest cursor.
    await t.round(page({}, { cursor: "3" }));
    await t.clock.advance(61_000);
    await t.round(page({ b: odd, c: { n: 3 } }, { cursor: "4" }));
    expect(t.asked.map(({ cursor }) => cursor)).toEqual([undefined, "1", "2", "1"]);
    const again = await t.restart();
    await again.round(page({ b: { n: 2 }, c: { n: 3 } }, { cursor: "5" }));
    await again.round(page({}, { cursor: "6" }));
    expect(again.asked.map(({ cursor }) => cursor)).toEqual(["1", "5"]);
    expect(t.reports).toHaveLength(1);
    expect(again.published.map(({ payload }) => payload)).toEqual([{ id: "b", origin: "external" }]);
    expect(again.feedKey.items.size).toBe(3);
  });

  it("reads from the beginning, and seldom, for an item that was refused in a full read", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 }, b: { n: "two" } as never }, { cursor: "1" }));
    await t.clock.advance(59 * 60_000);
    await t.round(page({}, { cursor: "1" }));
    await t.clock.advance(2 * 60_000);
    await t.round(page({ a: { n: 1 }, b: { n: 2 } }, { cursor: "2" }));
    await t.round();
    expect(t.asked.map(({ cursor }) => cursor)).toEqual([undefined, "1", undefined, "2"]);
    expect(t.feedKey.items.size).toBe(2);
  });

  it("ends a round whose cursor changes for ever, names the plugin, and allows long rounds with news", async () => {
    const t = await feed();
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    await t.round(...numbers.map((n) => page({ [`i${n}`]: { n } }, { cursor: `a${n}`, more: n < 199 })));
    expect(t.feedKey.items.size).toBe(200);
    const endless = numbers.map((n) => page({ [`i${n % 3}`]: { n: n % 3 } }, { cursor: `b${n}`, more: true }));
    await expect(t.round(...endless)).rejects.toMatchObject({
      code: "plugin-failed",
      message: expect.stringMatching(/^Plugin "p" does not end: 50 pages in a row of its feed "f" contain nothing new/),
      details: { plugin: "p" },
    });
    // The long round, the three pages that this one reads for the first time, and the 50 after them.
    expect(t.asked).toHaveLength(253);
  });
});

describe("a refused item", () => {
  const [minute, hour] = [60_000, 3_600_000];
  const partly = { cursor: "1", since: 0 };
  const fully = { cursor: "", since: 0 };

  it("is named once for each reason, until it was accepted", () => {
    const items = new RefusedItems();
    const refused = [items.refuse("a", "has no title"), items.refuse("a", "has no title"), items.refuse("b", "has no title")];
    expect(refused).toEqual([true, false, true]);
    expect(items.refuse("a", "has no date")).toBe(true);
    items.accept("a");
    expect([items.refuse("a", "has no date"), items.refuse("b", "has no title")]).toEqual([true, false]);
    items.reset();
    expect(items.refuse("b", "has no title")).toBe(true);
  });

  it.each([
    ["from its cursor", partly, [1, 2, 4, 8, 16, 32, 60, 60].map((count) => count * minute)],
    ["in a full read", fully, [1, 2, 4, 8, 16, 24, 24].map((count) => count * hour)],
  ])("is read again %s, later each time, and soon again after a reset", (_, point, delays) => {
    const items = new RefusedItems();
    let now = 1_000_000 * hour;
    for (const delay of [...delays, delays[0]!]) {
      if (delay === delays[0]) items.reset();
      items.postpone(point, now);
      expect([items.isDue(point, now + delay - 1), items.isDue(point, now + delay)]).toEqual([false, true]);
      now += delay;
    }
  });

  it("is read again at once after a start, unless that needs a full read, which waits for an hour", () => {
    const now = 1_000_000 * hour;
    expect(new RefusedItems().isDue(partly, now)).toBe(true);
    const items = new RefusedItems();
    expect(items.isDue(fully, now)).toBe(false);
    expect([items.isDue(fully, now + hour - 1), items.isDue(fully, now + hour)]).toEqual([false, true]);
  });

  it("is read again when the clock was set back so far that it would wait for more than a day", () => {
    const items = new RefusedItems();
    const now = 1_000_000 * hour;
    items.postpone(fully, now);
    expect([items.isDue(fully, now - 23 * hour), items.isDue(fully, now - 23 * hour - 1)]).toEqual([false, true]);
  });
});
