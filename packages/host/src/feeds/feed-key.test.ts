import { describe, expect, it } from "vitest";
import { createScriptedFeed as feed, page } from "../../test/feeds/scripted-feed.fixture.ts";

describe("a first full read", () => {
  it("raises no events, and continues after a kill between two pages", async () => {
    const first = await feed();
    await expect(first.round(page({ a: { n: 1 } }, { cursor: "2", more: true }), new Error("killed"))).rejects.toThrow("killed");
    const second = await first.restart();
    expect(second.items()).toEqual({ a: { n: 1 } });
    await second.round(page({ b: { n: 2 } }, { cursor: "end" }));
    expect(second.asked).toEqual([{ cursor: "2", wants: [] }]);
    expect(second.items()).toEqual({ a: { n: 1 }, b: { n: 2 } });
    expect(second.events()).toEqual([]);
  });

  it("is followed by rounds that raise events", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 } }));
    await t.round(page({ a: { n: 2 }, b: { n: 1 } }));
    await t.round(page({}, { removed: ["a", "never-seen"] }));
    expect(t.events()).toEqual([
      ["changed", "a"],
      ["added", "b"],
      ["gone", "a"],
    ]);
  });
});

describe("the limit of items", () => {
  it("applies page by page: earlier pages stay, and the page that exceeds it is not stored", async () => {
    const t = await feed({ mostItems: 3 });
    await expect(
      t.round(page({ a: { n: 1 }, b: { n: 1 } }, { cursor: "2", more: true }), page({ c: { n: 1 }, d: { n: 1 } })),
    ).rejects.toMatchObject({
      code: "plugin-failed",
      message: expect.stringContaining('Plugin "p" returns too many items for its feed "f"'),
      details: { plugin: "p" },
    });
    expect(t.items()).toEqual({ a: { n: 1 }, b: { n: 1 } });
  });

  it("counts an item only once when it is read again", async () => {
    const t = await feed({ mostItems: 3 });
    const all = page({ a: { n: 1 }, b: { n: 1 }, c: { n: 1 } }, { restart: true });
    await t.round(all);
    await t.round(all);
    expect(Object.keys(t.items())).toEqual(["a", "b", "c"]);
  });
});

describe("a round that changed nothing", () => {
  it("writes nothing", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 } }));
    const size = t.log.size;
    for (let round = 0; round < 240; round++) await t.round(page({ a: { n: 1 } }, { cursor: `c${round}` }));
    expect(t.log.size).toBe(size);
    expect(t.asked.at(-1)?.cursor).toBe("c238");
  });

  it("saves a moved cursor on a clean stop and every six hours", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 } }, { cursor: "old" }));
    await t.round(page({}, { cursor: "new" }));
    await t.feedKey.close();
    const again = await t.restart();
    await again.round(page({}, { cursor: "newer" }));
    expect(again.asked[0]?.cursor).toBe("new");
    t.clock.jump(new Date(t.clock.now().getTime() + 7 * 3_600_000));
    await again.round(page({}, { cursor: "newest" }));
    const third = await again.restart();
    await third.round(page({}));
    expect(third.asked[0]?.cursor).toBe("newest");
  });
});

describe("a round in which nothing was read", () => {
  it("changes nothing, and the next round reports what changed in the meantime", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 } }, { cursor: "1" }));
    const since = () => t.ledger.data.keys.get("p/f/k")?.roundStartedAt;
    const before = since();
    await t.advance(60_000);
    await t.round(undefined);
    expect([since(), t.items()]).toEqual([before, { a: { n: 1 } }]);
    await t.round(page({}));
    expect(t.asked.at(-1)?.cursor).toBe("1");
    expect(since()).toBe(t.clock.now().getTime());
  });
});

describe("a full read that starts over", () => {
  it("raises events for differences only: nothing twice, and missing items as removed", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 }, b: { n: 1 }, c: { n: 1 } }));
    await t.round(page({ a: { n: 1 } }, { restart: true, more: true, cursor: "2" }), page({ c: { n: 2 }, d: { n: 1 } }));
    expect(t.events()).toEqual([
      ["changed", "c"],
      ["added", "d"],
      ["gone", "b"],
    ]);
    expect(t.items()).toEqual({ a: { n: 1 }, c: { n: 2 }, d: { n: 1 } });
  });

  it("continues after a kill with the ids that it had read", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 }, b: { n: 1 }, c: { n: 1 } }));
    await t
      .round(
        page({ a: { n: 1 } }, { restart: true, more: true, cursor: "2" }),
        page({ b: { n: 2 } }, { more: true, cursor: "3" }),
        new Error("killed"),
      )
      .catch(() => {});
    const again = await t.restart();
    await again.round(page({ d: { n: 1 } }));
    expect(again.asked[0]?.cursor).toBe("3");
    expect(again.events()).toEqual([
      ["added", "d"],
      ["gone", "c"],
    ]);
    expect(again.items()).toEqual({ a: { n: 1 }, b: { n: 2 }, d: { n: 1 } });
  });

  it("is not ended by a later round after a kill", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 }, b: { n: 1 } }));
    await t.round(page({ a: { n: 2 } }, { restart: true, more: true, cursor: "2" }), page({ b: { n: 1 } }, { cursor: "end" }));
    await t.round(page({ c: { n: 1 } }, { more: true, cursor: "x" }), new Error("killed")).catch(() => {});
    const again = await t.restart();
    await again.round(page({ d: { n: 1 } }));
    expect(again.items()).toEqual({ a: { n: 2 }, b: { n: 1 }, c: { n: 1 }, d: { n: 1 } });
  });

  it("removes missing items from a feed without delta, which reads everything each time", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 }, b: { n: 1 } }, { restart: true, cursor: "" }));
    await t.round(page({ b: { n: 1 } }, { restart: true, cursor: "" }));
    expect(t.events()).toEqual([["gone", "a"]]);
    expect(t.asked.map(({ cursor }) => cursor)).toEqual([undefined, undefined]);
  });
});

describe("the needs of sensors", () => {
  it("cause one full read without events when they change", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 } }, { cursor: "1" }));
    t.want([{ body: true }]);
    await t.round(page({ a: { n: 2 }, b: { n: 1 } }, { cursor: "2" }));
    await t.round(page({ c: { n: 1 } }, { cursor: "3" }));
    expect(t.asked).toEqual([
      { cursor: undefined, wants: [] },
      { cursor: undefined, wants: [{ body: true }] },
      { cursor: "2", wants: [{ body: true }] },
    ]);
    expect(t.events()).toEqual([["added", "c"]]);
    const again = await t.restart();
    again.want([{ body: true }]);
    await again.round(page({}));
    expect(again.asked[0]?.cursor).toBe("3");
  });

  it("are not the only reason for such a read: a higher version of the feed causes one, too", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 } }, { cursor: "1" }));
    const { clock, folder } = t;
    const raised = await feed({ clock, folder, version: 2 });
    await raised.round(page({ a: { n: 5 } }, { cursor: "2" }));
    expect(raised.asked[0]?.cursor).toBeUndefined();
    expect(raised.events()).toEqual([]);
  });
});

describe("an evicted item", () => {
  it("raises no event, and is new when it returns", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1 }, b: { n: 1 } }));
    await t.round(page({}, { evicted: ["a"] }));
    expect(t.events()).toEqual([]);
    expect(t.items()).toEqual({ b: { n: 1 } });
    await t.round(page({ a: { n: 1 } }));
    expect(t.events()).toEqual([["added", "a"]]);
  });
});

describe("origin", () => {
  it("is casement for the next change of an item that a service wrote, then external, even across a restart", async () => {
    const t = await feed();
    await t.round(page({ z: { n: 1 } }));
    await t.ledger.commit({ t: "wrote", plugin: "p", id: "a", at: t.clock.now().getTime() });
    const again = await t.restart();
    await again.round(page({ a: { n: 1 }, b: { n: 1 } }));
    await again.round(page({}, { removed: ["a"] }));
    await again.round(page({ a: { n: 3 } }));
    expect(again.published.filter((event) => event.type === "p/added").map((event) => event.payload)).toEqual([
      { id: "a", origin: "casement" },
      { id: "b", origin: "external" },
      { id: "a", origin: "external" },
    ]);
  });
});

describe("an event that falls due", () => {
  const inMs = (t: Awaited<ReturnType<typeof feed>>, ms: number) => new Date(t.clock.now().getTime() + ms).toISOString();

  it("is raised on time and once, even if items change at that moment", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1, at: inMs(t, 5_000) } }));
    await t.feedKey.announce();
    await t.advance(4_999);
    expect(t.events()).toEqual([]);
    await t.advance(1);
    expect(t.events()).toEqual([["due", "a"]]);
    await t.round(page({ a: { n: 2, at: inMs(t, 0) } }));
    await t.advance(60_000);
    expect(t.events()).toEqual([
      ["due", "a"],
      ["changed", "a"],
    ]);
  });

  it("is raised late and once after a pause of less than an hour, and not after a longer one", async () => {
    const t = await feed();
    await t.round(page({ late: { n: 1, at: inMs(t, 30 * 60_000) }, later: { n: 1, at: inMs(t, 85 * 60_000) } }));
    await t.feedKey.announce();
    t.clock.jump(new Date(t.clock.now().getTime() + 95 * 60_000));
    const again = await t.restart();
    await again.round(page({}));
    await again.feedKey.announce();
    expect(again.events()).toEqual([["due", "later"]]);
    const third = await again.restart();
    await third.round(page({}));
    await third.feedKey.announce();
    expect(third.events()).toEqual([]);
  });

  it("is not raised if it was already past when it was first read", async () => {
    const t = await feed();
    await t.round(page({ a: { n: 1, at: inMs(t, -60_000) } }));
    await t.feedKey.announce();
    await t.advance(60_000);
    expect(t.events()).toEqual([]);
  });
});

describe("faults", () => {
  it("skips an invalid item, reports it without its content, and keeps the others", async () => {
    const t = await feed();
    await t.round(page({ a: { n: "secret" } as never, b: { n: 1 } }));
    expect(t.items()).toEqual({ b: { n: 1 } });
    expect(t.reports).toHaveLength(1);
    expect(t.reports[0]).not.toContain("secret");
  });

  it("compacts a log that has grown, without losing anything at a restart", async () => {
    const t = await feed();
    const text = "x".repeat(2_000);
    for (let round = 0; round < 700; round++) await t.round(page({ a: { n: round, at: text } }, { cursor: `c${round}` }));
    await t.ledger.close();
    expect(t.log.size).toBeLessThan(1_100_000);
    const again = await t.restart();
    expect(again.items()).toEqual({ a: { n: 699, at: text } });
    expect(again.ledger.data.events.map((event) => event.type)).toHaveLength(699);
  });
});

describe("the progress of a first full read", () => {
  it("is told once, and is the number of items so far, until it ends", async () => {
    const t = await feed();
    expect([t.feedKey.syncing, t.feedKey.complete, t.feedKey.isAdvancing]).toEqual([undefined, false, false]);
    await t
      .round(page({ a: { n: 1 } }, { more: true, cursor: "2" }), page({ b: { n: 1 } }, { more: true, cursor: "3" }), new Error("killed"))
      .catch(() => {});
    expect([t.feedKey.syncing, t.feedKey.isAdvancing, t.calls]).toEqual([2, true, { items: 2, resources: 0, syncing: 1 }]);
    await t.round(page({ c: { n: 1 } }));
    expect([t.feedKey.syncing, t.feedKey.complete, t.feedKey.isAdvancing, t.calls.syncing]).toEqual([undefined, true, false, 1]);
    await t.round(page({ a: { n: 2 } }, { more: true, cursor: "2" }), page({ d: { n: 1 } }));
    expect(t.calls.syncing).toBe(1);
  });
});

it("ends a round whose pages are empty and have the same cursor, and names the plugin", async () => {
  const t = await feed();
  await t.round(page({ a: { n: 1 } }, { cursor: "1" }));
  await t.round(page({ b: { n: 1 } }, { cursor: "1", more: true }), page({}, { cursor: "2", more: true }), page({}, { cursor: "3" }));
  await expect(t.round(page({}, { cursor: "3", more: true }))).rejects.toMatchObject({
    code: "plugin-failed",
    message: expect.stringMatching(/^Plugin "p" does not advance: a page of its feed "f" has `more` set, but no items and the same cursor/),
    details: { plugin: "p" },
  });
});

it("writes and tells nothing where a page takes away what it does not have, and tells what it takes away", async () => {
  const t = await feed();
  await t.round(page({ a: { n: 1 }, b: { n: 1 } }, { cursor: "1" }));
  await t.feedKey.announce();
  const { size } = t.log;
  const { items } = t.calls;
  await t.round(page({}, { evicted: ["never"], removed: ["never"], cursor: "2" }));
  expect([t.log.size, t.calls.items, t.events()]).toEqual([size, items, []]);
  await t.round(page({}, { evicted: ["a"], removed: ["b"], cursor: "3" }));
  expect([t.items(), t.calls.items, t.events()]).toEqual([{}, items + 1, [["gone", "b"]]]);
});

it("raises an event on time that a later round has added, and none after it was closed", async () => {
  const t = await feed();
  await t.round(page({}));
  await t.feedKey.announce();
  const at = (ms: number) => new Date(t.clock.now().getTime() + ms).toISOString();
  await t.round(page({ a: { n: 1, at: at(5_000) }, b: { n: 1, at: at(20_000) } }));
  await t.advance(5_000);
  expect(t.events()).toEqual([
    ["added", "a"],
    ["added", "b"],
    ["due", "a"],
  ]);
  await t.feedKey.close();
  await t.advance(60_000);
  expect(t.events()).toHaveLength(3);
});

it("counts a round from its start in Graph's time, however long it takes and whatever the own clock says", async () => {
  const t = await feed({ graphAhead: -90_000 });
  const start = t.clock.now().getTime();
  await t.round(() => {
    t.clock.jump(new Date(start + 30_000));
    return page({ a: { n: 1 } });
  });
  expect(t.ledger.data.keys.get("p/f/k")?.roundStartedAt).toBe(start - 90_000);
  // The clock is set back during the round.
  await t.round(() => {
    t.clock.jump(new Date(start - 3_600_000));
    return page({ b: { n: 1 } });
  });
  expect(t.ledger.data.keys.get("p/f/k")?.roundStartedAt).toBe(start - 3_600_000 - 90_000);
});

it("raises what fell due before a page that changes nothing, once, also after a restart", async () => {
  const t = await feed();
  const at = new Date(t.clock.now().getTime() + 60_000).toISOString();
  await t.round(page({ a: { n: 1, at } }));
  const { size } = t.log;
  await t.feedKey.announce();
  expect(t.log.size).toBe(size);
  t.clock.jump(new Date(t.clock.now().getTime() + 120_000));
  await t.round(page({}));
  await t.feedKey.announce();
  expect(t.events()).toEqual([["due", "a"]]);
  const again = await t.restart();
  await again.round(page({}));
  await again.feedKey.announce();
  expect(again.events()).toEqual([]);
});
