import type { Agenda } from "@casement/core";
import { describe, expect, it } from "vitest";
import { createScriptedFeed as feed, page, type ScriptedItem } from "../../test/feeds/scripted-feed.fixture.ts";

describe("a key with an agenda", () => {
  const agenda: Agenda<ScriptedItem> = {
    component: "VTODO",
    version: 1,
    group: (id) => id,
    read: ({ group, items }) => ({ uid: group, components: [{ summary: String(items.get(group)?.n) }] }),
    spans: () => [],
  };
  const etag = expect.stringMatching(/^[0-9a-f]{16}$/);
  const historyOf = ({ feedKey }: Awaited<ReturnType<typeof feed>>) =>
    Object.fromEntries([...(feedKey.resources?.revisions?.resources ?? [])].map(([group, { etag }]) => [group, etag]));

  it("has a history of its resources, which survives a restart, and says when they have changed", async () => {
    const t = await feed({ agenda });
    await t.round(page({ a: { n: 1 }, b: { n: 1 } }));
    expect(t.calls).toMatchObject({ items: 1, resources: 1 });
    const before = historyOf(t);
    expect(before).toEqual({ a: etag, b: etag });
    await t.round(page({ a: { n: 1 } }));
    expect(t.calls).toMatchObject({ items: 1, resources: 1 });
    await t.round(page({ a: { n: 2 } }, { removed: ["b"] }));
    expect(t.calls).toMatchObject({ items: 2, resources: 2 });
    expect(historyOf(t)).toEqual({ a: etag, b: null });
    expect(historyOf(t).a).not.toBe(before.a);
    expect(t.feedKey.resources?.read("a")).toMatchObject({ components: [{ summary: "2" }] });
    const again = await t.restart();
    expect(historyOf(again)).toEqual(historyOf(t));
  });

  it("computes its resources when they are first wanted and after an update, once", async () => {
    const plain = await feed();
    await plain.feedKey.updateResources();
    await plain.round(page({ a: { n: 1 } }));
    const { clock, folder } = plain;
    const t = await feed({ clock, folder, agenda });
    expect(historyOf(t)).toEqual({});
    await t.feedKey.updateResources();
    await t.feedKey.updateResources();
    expect([historyOf(t), t.calls.resources]).toEqual([{ a: etag }, 1]);
    const updated = await feed({
      clock,
      folder,
      agenda: { ...agenda, version: 2, read: ({ group }) => ({ uid: group, components: [{}] }) },
    });
    await updated.feedKey.updateResources();
    expect(historyOf(updated).a).not.toBe(historyOf(t).a);
    expect(updated.calls.resources).toBe(1);
  });

  it("waits for the first page before it has resources", async () => {
    const t = await feed({ agenda });
    await t.feedKey.updateResources();
    expect([historyOf(t), t.calls.resources]).toEqual([{}, 0]);
  });

  it("keeps what a client called and wrote, and what it is about to create, over a restart", async () => {
    const t = await feed({ agenda });
    await t.round(page({ a: { n: 1 } }));
    await t.feedKey.beginCreation("new.ics", "r1");
    const { size } = t.log;
    await t.feedKey.beginCreation("new.ics", "r1");
    expect(t.log.size).toBe(size);
    await t.feedKey.setLink("a", { name: "mine.ics" });
    await t.feedKey.setLink("a", { name: "mine.ics", uid: "u" });
    expect(t.calls.resources).toBe(2);
    const again = await t.restart();
    expect(again.feedKey.creationOf("new.ics")).toEqual({ requestId: "r1", at: 1 });
    expect(again.feedKey.creationOf("mine.ics")).toBeUndefined();
    expect(again.feedKey.resources?.linkOf("a")).toEqual({ name: "mine.ics", uid: "u" });
    expect(historyOf(again)).toEqual(historyOf(t));
    await again.feedKey.beginCreation("new.ics", "r2");
    expect(again.feedKey.creationOf("new.ics")?.requestId).toBe("r2");
    const plain = await feed();
    await plain.round(page({ a: { n: 1 } }));
    await plain.feedKey.beginCreation("new.ics", "r1");
    await plain.feedKey.setLink("a", { uid: "u" });
    expect(plain.feedKey.creationOf("new.ics")).toEqual({ requestId: "r1", at: 0 });
  });

  it("asks its feed for what a client created and the feed has not shown, and for what was found elsewhere", async () => {
    const t = await feed({ agenda });
    await t.round(page({ a: { n: 1 } }));
    const until = t.clock.now().getTime() + 60_000;
    await t.feedKey.setLink("new", { overlay: { resource: { uid: "n", components: [{ summary: "N" }] }, until } });
    t.feedKey.soughtIds.add("far");
    await t.round(page({}));
    await t.round(page({ new: { n: 1 } }));
    t.feedKey.soughtIds.clear();
    await t.round(page({}));
    expect(t.awaited).toEqual([[], ["new", "far"], ["new", "far"], []]);
  });
});
