import type { Account, CalendarResource } from "@casement/core";
import { describe, expect, it } from "vitest";
import { applyRecord, createAccountData } from "./account-data.ts";
import { KeyResources } from "./key-resources.ts";
import { formerNameKey, type ResourceLink, resourceNameOf } from "./resource-links.ts";

const f = "diary/days/d";
interface Day {
  readonly title: string;
  readonly series?: string;
}
const day = (title: string, series?: string): Day => ({ title, ...(series !== undefined && { series }) });
const resource = (summary: string): CalendarResource => ({ uid: "client", components: [{ summary, dtstart: { at: "2026-03-02" } }] });
const etag = expect.stringMatching(/^[0-9a-f]{16}$/);

/** A key whose pages and links change its state by the same records that are written to disk. */
function createDiary() {
  const data = createAccountData();
  const reads: string[] = [];
  const reports: string[] = [];
  const world = { account: { username: "ada@contoso.example", timeZone: "UTC" } as Account | undefined, isWanted: true, now: 1_000 };
  const failing =
    (title: string) =>
    ({ items }: { items: ReadonlyMap<string, unknown> }) =>
      [...items.values()].some((item) => (item as Day).title === title);
  const resources = new KeyResources({
    agenda: {
      component: "VEVENT",
      version: 1,
      group(id, item) {
        if ((item as Day).title === "no group") throw new RangeError("Dentist");
        return (item as Day).series ?? id;
      },
      read({ group, items, account, kept }) {
        reads.push(group);
        if (failing("no read")({ items })) throw new TypeError("Dentist");
        if (failing("hidden")({ items })) return undefined;
        const components = [...items.values()].map((item) => ({ summary: `${(item as Day).title} ${account.timeZone} ${kept ?? ""}` }));
        return { uid: `${group}@diary`, components: components as never };
      },
      spans({ items }) {
        if (failing("no spans")({ items })) throw "Dentist";
        return [...items.keys()].map((_, index) => [index, index + 1] as const);
      },
    },
    account: () => world.account,
    isWanted: () => world.isWanted,
    state: () => data.keys.get(f)!,
    now: () => world.now,
    report: (message) => reports.push(message),
  });
  applyRecord(data, { t: "page", f, begin: true, cursor: "", version: 1, needs: "", since: 0, mark: 0 });
  return {
    world,
    reads,
    reports,
    resources,
    /** What a page touches. It is then applied. */
    page(put: Record<string, Day>, removed: string[] = []) {
      const touched = resources.touchedBy({ put, removed });
      applyRecord(data, { t: "page", f, put, removed, cursor: "c", version: 1, needs: "", since: 0, mark: 0, ...(touched && { touched }) });
      resources.invalidate();
      return touched;
    },
    /** What is touched without a page. It is then applied. */
    update() {
      const touched = resources.touchedBy();
      if (touched) applyRecord(data, { t: "touched", f, touched });
      return touched;
    },
    link(group: string, link: ResourceLink) {
      const touched = resources.touchedByLink(group, link);
      applyRecord(data, { t: "link", f, group, link, ...(touched && { touched }) });
      return touched;
    },
    etagOf: (group: string) => resources.revisions?.resources.get(group)?.etag,
  };
}

describe("the history of resources", () => {
  it("begins when a collection is wanted and somebody has signed in, and continues without a surface", () => {
    const { world, page, resources, link } = createDiary();
    world.isWanted = false;
    expect([page({ a: day("Walk") }), resources.revisions]).toEqual([undefined, undefined]);
    expect(link("a", { uid: "u" })).toBeUndefined();
    world.isWanted = true;
    const { account } = world;
    world.account = undefined;
    expect(page({ b: day("Run") })).toBeUndefined();
    world.account = account;
    expect(page({ c: day("Swim") })).toEqual({
      epoch: expect.stringMatching(/^[0-9a-f]{12}$/),
      basis: etag,
      etags: { a: etag, b: etag, c: etag },
    });
    world.isWanted = false;
    expect(page({ c: day("Row") })).toEqual({ etags: { c: etag } });
    world.account = undefined;
    expect(link("a", { uid: "v" })).toBeUndefined();
  });

  it("has what reads otherwise than before, and no more", () => {
    const { page, update, etagOf } = createDiary();
    page({ a: day("Walk"), b: day("Run"), s: day("Club"), x: day("Club", "s") });
    const before = etagOf("a");
    expect([update(), page({}), page({ a: day("Walk") })]).toEqual([undefined, undefined, undefined]);
    expect(page({ a: day("Hike") })).toEqual({ etags: { a: etag } });
    expect(etagOf("a")).not.toBe(before);
    expect(page({ a: day("Walk") })).toEqual({ etags: { a: before } });
    expect(page({ x: day("Choir", "s") })).toEqual({ etags: { s: etag } });
    expect(page({ x: day("Choir", "b") })).toEqual({ etags: { s: etag, b: etag } });
    expect(page({ a: day("hidden") })).toEqual({ etags: { a: null } });
    expect(page({}, ["b", "never"])).toEqual({ etags: { b: etag } });
    expect(page({}, ["x"])).toEqual({ etags: { b: null } });
  });

  it("has all resources that differ in another time zone, and for another user only the new basis", () => {
    const { world, page, update } = createDiary();
    page({ a: day("Walk"), b: day("Run"), c: day("hidden") });
    page({}, ["b"]);
    world.account = { ...world.account, timeZone: "Asia/Kolkata" } as Account;
    expect(update()).toEqual({ basis: etag, etags: { a: etag } });
    world.account = { ...world.account, username: "bob@contoso.example" } as Account;
    expect(update()).toEqual({ basis: etag, etags: {} });
    expect(update()).toBeUndefined();
  });
});

describe("a resource", () => {
  it("consists of the items of its group", () => {
    const { world, page, resources } = createDiary();
    page({ s: day("Club"), x: day("Choir", "s"), a: day("Walk") });
    expect(resources.read("s")).toEqual({ uid: "s@diary", components: [{ summary: "Club UTC " }, { summary: "Choir UTC " }] });
    expect([...resources.spansOf("s")]).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect([resources.read("x"), [...resources.spansOf("x")]]).toEqual([undefined, []]);
    page({ a: day("Hike") });
    expect(resources.read("a")?.components[0].summary).toBe("Hike UTC ");
    world.account = undefined;
    expect(resources.read("a")).toBeUndefined();
  });

  it("has an address of its own until a client names it, and is then gone from that one", () => {
    const { page, link, resources } = createDiary();
    page({ a: day("Walk"), b: day("Run") });
    const own = resources.nameOf("a");
    expect([own, resources.groupNamed(own)]).toEqual([resourceNameOf("a"), "a"]);
    const before = resources.revisions?.resources.get("a")?.etag;
    expect(link("a", { name: "walk.ics" })).toEqual({ etags: { [formerNameKey(own)]: null, a: before } });
    expect([resources.nameOf("a"), resources.groupNamed("walk.ics"), resources.groupNamed(own)]).toEqual(["walk.ics", "a", undefined]);
    expect(link("a", { name: "walk.ics", uid: "u" })).toBeUndefined();
    page({}, ["a"]);
    expect(resources.groupNamed("walk.ics")).toBeUndefined();
    expect(link("a", { name: "again.ics" })).toBeUndefined();
  });

  it("leaves its address to a new one when it is gone", () => {
    const { page, link, resources } = createDiary();
    page({ a: day("Walk"), b: day("Run"), c: day("Swim") });
    link("a", { name: "x.ics" });
    link("c", { uid: "c" });
    page({}, ["a"]);
    page({ d: day("Row") });
    link("d", { name: "x.ics" });
    expect(resources.groupNamed("x.ics")).toBe("d");
    expect(resources.linkOf("a")).toEqual({});
    expect(resources.linkOf("c")).toEqual({ uid: "c" });
    expect(resources.revisions?.resources.has("a")).toBe(false);
    // One that is not gone stays in the history.
    link("b", { name: "x.ics" });
    expect(resources.revisions?.resources.has("d")).toBe(true);
  });

  it("has the UID that a client gave it, and is found by it", () => {
    const { page, link, reads, resources } = createDiary();
    page({ a: day("Walk"), b: day("Run"), h: day("hidden") });
    reads.length = 0;
    expect([resources.groupWithUid("b@diary"), resources.groupWithUid("b@diary"), resources.groupWithUid("none")]).toEqual([
      "b",
      "b",
      undefined,
    ]);
    expect(reads).toEqual(["a", "b"]);
    page({ a: day("Hike") });
    reads.length = 0;
    expect([resources.groupWithUid("a@diary"), reads]).toEqual(["a", ["a"]]);
    link("a", { uid: "u" });
    expect(resources.read("a")).toMatchObject({ uid: "u", components: [{ summary: "Hike UTC " }] });
    expect([resources.groupWithUid("u"), resources.groupWithUid("a@diary")]).toEqual(["a", undefined]);
  });

  it("is read with what the plan of a write kept", () => {
    const { page, link, resources } = createDiary();
    page({ a: day("Walk") });
    expect(link("a", { kept: 40 })).toEqual({ etags: { a: etag } });
    expect(resources.read("a")?.components[0].summary).toBe("Walk UTC 40");
    expect(page({ a: day("Hike") })).toEqual({ etags: { a: etag } });
    expect(page({ a: day("Hike") })).toBeUndefined();
  });
});

describe("what a client wrote a moment ago", () => {
  it("is shown until the feed shows it, which keeps the rest of the link", () => {
    const { page, link, etagOf, resources } = createDiary();
    page({ a: day("Walk"), b: day("Run") });
    expect(link("a", { uid: "u", kept: 1, overlay: { resource: resource("Hike"), until: 5_000 } })).toEqual({ etags: { a: etag } });
    expect(resources.read("a")).toEqual(resource("Hike"));
    expect(resources.spansOf("a")).toHaveLength(1);
    const written = etagOf("a");
    expect(page({ b: day("Jog") })).toEqual({ etags: { b: etag } });
    expect(etagOf("a")).toBe(written);
    expect(page({ a: day("Hike") })).toEqual({ etags: { a: etag }, shown: ["a"] });
    expect(etagOf("a")).not.toBe(written);
    expect(resources.linkOf("a")).toEqual({ uid: "u", kept: 1 });
    expect(resources.read("a")?.components[0].summary).toBe("Hike UTC 1");
    expect(page({ a: day("Hike") })).toBeUndefined();
  });

  it("is gone at once if it was removed, and back if the feed still shows it at the end", () => {
    const { world, page, link, update, etagOf, resources } = createDiary();
    page({ a: day("Walk"), b: day("Run") });
    const before = etagOf("a");
    expect(link("a", { overlay: { resource: null, until: 5_000 } })).toEqual({ etags: { a: null } });
    expect([resources.read("a"), resources.spansOf("a")]).toEqual([undefined, []]);
    world.now = 4_999;
    expect([update(), page({ b: day("Run") })]).toEqual([undefined, undefined]);
    world.now = 5_000;
    expect(update()).toEqual({ etags: { a: before }, shown: ["a"] });
    expect(resources.linkOf("a")).toEqual({});
  });

  it("ends without a change where it was removed and the feed agrees", () => {
    const { page, link, resources } = createDiary();
    page({ a: day("Walk") });
    link("a", { overlay: { resource: null, until: 5_000 } });
    expect(page({}, ["a"])).toEqual({ etags: {}, shown: ["a"] });
    expect(resources.linkOf("a")).toEqual({});
  });

  it("is awaited from the feed if it is new", () => {
    const { page, link, resources } = createDiary();
    page({ a: day("Walk") });
    link("a", { overlay: { resource: resource("Hike"), until: 5_000 } });
    link("gone", { overlay: { resource: null, until: 5_000 } });
    link("named", { uid: "u" });
    link("new", { overlay: { resource: resource("Row"), until: 5_000 } });
    expect(resources.awaited).toEqual(["new"]);
    page({ new: day("Row") });
    expect(resources.awaited).toEqual([]);
  });
});

describe("a fault of the plugin", () => {
  it("leaves the resource as it was, and is reported once, without its message", () => {
    const { page, reports, etagOf } = createDiary();
    page({ a: day("Walk"), b: day("Run") });
    const before = etagOf("a");
    expect([page({ a: day("no read") }), page({ a: day("no read") })]).toEqual([undefined, undefined]);
    expect(etagOf("a")).toBe(before);
    expect(reports).toEqual(["agenda.read() threw TypeError"]);
  });

  it("makes an item a resource of its own, or one that no search finds", () => {
    const { page, reports, resources } = createDiary();
    page({ a: day("no group"), b: day("no spans") });
    expect([...resources.groups.keys()]).toEqual(["a", "b"]);
    expect(resources.spansOf("b")).toEqual([]);
    expect(reports).toEqual(["agenda.group() threw RangeError", "agenda.spans() threw an error"]);
  });
});
