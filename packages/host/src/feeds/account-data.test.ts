import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../api.ts";
import { maxJournalEvents } from "../events/journal.ts";
import { applyRecord, createAccountData, snapshotParts } from "./account-data.ts";
import { formatFeedAddress, parseFeedAddress } from "./feed-address.ts";
import type { LogRecord, PageRecord } from "./records.ts";
import { formerNameKey } from "./resource-links.ts";

const page = (change: Partial<PageRecord> = {}): PageRecord => ({
  t: "page",
  f: "library/books/a/b",
  cursor: "c",
  version: 1,
  needs: "[]",
  since: 10,
  mark: 20,
  ...change,
});
const dataOf = (...records: LogRecord[]) => {
  const data = createAccountData();
  for (const record of records) applyRecord(data, record);
  return data;
};
const keyOf = (...records: LogRecord[]) => dataOf(...records).keys.get("library/books/a/b");

describe("an address of a feed's key", () => {
  it.each(["a", "", "a/b", "/", "AAMk=="])("is written and read with the key %j", (key) => {
    const address = { plugin: "library", feed: "books", key };
    expect(parseFeedAddress(formatFeedAddress(address))).toEqual(address);
  });
});

describe("records of a page", () => {
  it("put and remove items, and move the cursor", () => {
    const key = keyOf(
      page({ put: { 1: "Emma", 2: "Ivanhoe" } }),
      page({ removed: ["1"], cursor: "d", version: 2, needs: "[1]", mark: 30 }),
    );
    expect(key).toMatchObject({ cursor: "d", version: 2, needs: "[1]", announcedUntil: 30, complete: false });
    expect(key?.address).toEqual({ plugin: "library", feed: "books", key: "a/b" });
    expect([...(key?.items ?? [])]).toEqual([["2", "Ivanhoe"]]);
  });

  it("are complete when a full read has ended, not when a round ends that was not one", () => {
    expect(keyOf(page({ end: true }))).toMatchObject({ complete: false, roundStartedAt: 10 });
    expect(keyOf(page({ begin: true }))).toMatchObject({ complete: false, seenIds: new Set(), roundStartedAt: 0 });
    expect(keyOf(page({ begin: true }), page({ end: true }))).toMatchObject({ complete: true, seenIds: undefined, roundStartedAt: 10 });
    expect(keyOf(page({ begin: true, end: true }), page())).toMatchObject({ complete: true });
  });

  it("remember what a full read has seen, and whether it is quiet, until it ends", () => {
    const records = [page({ begin: true, quiet: true, put: { 1: "Emma" } }), page({ seen: ["2"] })];
    expect(keyOf(...records)).toMatchObject({ seenIds: new Set(["1", "2"]), quiet: true });
    expect(keyOf(...records, page({ begin: true }))).toMatchObject({ seenIds: new Set(), quiet: false });
    expect(keyOf(...records, page({ end: true }))).toMatchObject({ seenIds: undefined, quiet: false });
  });

  it("clear the mark of an item that a service wrote", () => {
    const wrote = (id: string): LogRecord => ({ t: "wrote", plugin: "library", id, at: 5 });
    const { written } = dataOf(wrote("1"), wrote("2"), wrote("3/4"), page({ put: { 1: "Emma" }, removed: ["2"] }));
    expect([...written.values()]).toEqual([{ plugin: "library", id: "3/4", at: 5 }]);
  });
});

it("moves the time until which everything is announced, of a known key only", () => {
  const due = (mark: number): LogRecord => ({ t: "due", f: "library/books/a/b", mark, events: [] });
  expect(keyOf(page(), due(40))).toMatchObject({ announcedUntil: 40 });
  expect(keyOf(due(40))).toBeUndefined();
});

it("drops a key", () => {
  expect(keyOf(page(), { t: "drop-key", f: "library/books/a/b" })).toBeUndefined();
});

it("adds facts one by one", () => {
  const { facts } = dataOf({ t: "facts", facts: { announced: "signed-in" } }, { t: "facts", facts: { requestedSet: "read" } });
  expect(facts).toEqual({ announced: "signed-in", requestedSet: "read" });
});

it("keeps the latest events", () => {
  const events = Array.from({ length: 2 * maxJournalEvents + 1 }, (_, id) => ({ id: String(id) }) as JournalEvent);
  expect(dataOf({ t: "events", events: events.slice(0, -1) }).events).toHaveLength(2 * maxJournalEvents);
  const kept = dataOf({ t: "events", events }).events;
  expect([kept.length, kept.at(-1)?.id]).toEqual([maxJournalEvents, String(2 * maxJournalEvents)]);
});

describe("the records of a snapshot", () => {
  const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`b${i}`, { title: `Book ${i}` }]));
  const entry = { plugin: "library", kind: "shelf", id: "a", slug: "shelf-a", title: "Shelf", key: "a", needs: 1, viewData: 2, goneAt: 3 };
  const events = Array.from({ length: 501 }, (_, id) => ({ id: String(id) }) as JournalEvent);
  it.each<[what: string, records: LogRecord[]]>([
    ["nothing", []],
    ["a complete key without items", [page({ begin: true, end: true })]],
    ["a key of 1,001 items", [page({ begin: true, put: many, end: true })]],
    ["a first full read that has not ended", [page({ begin: true, put: many })]],
    [
      "a later full read that has not ended",
      [page({ begin: true, put: many, end: true }), page({ begin: true, quiet: true, seen: ["b1"] })],
    ],
    [
      "a sensor, a value, a mark and facts",
      [
        { t: "sensor", ...entry },
        { t: "value", s: "library/shelf/a", value: { state: 1 }, at: 4 },
        { t: "wrote", plugin: "library", id: "x/y", at: 5 },
        { t: "facts", facts: { announced: "signed-in" } },
      ],
    ],
    ["501 events", [{ t: "events", events }]],
    [
      "what clients named and wrote, and what they are about to create",
      [
        page({ begin: true, put: { a: { title: "A" } }, end: true }),
        { t: "touched", f: "library/books/a/b", touched: { epoch: "e", basis: "b", etags: { a: "1" } } },
        {
          t: "link",
          f: "library/books/a/b",
          group: "a",
          link: { name: "mine.ics", uid: "u", kept: { percentComplete: 40 } },
          touched: { etags: { [formerNameKey("old.ics")]: null, a: "2" } },
        },
        {
          t: "link",
          f: "library/books/a/b",
          group: "b",
          link: { name: "new.ics", uid: "v", overlay: { resource: null, until: 9 } },
          touched: { etags: { b: "3" } },
        },
        { t: "creation", f: "library/books/a/b", name: "next.ics", requestId: "r", at: 4 },
      ],
    ],
  ])("restore %s", (_, records) => {
    const data = dataOf(...records);
    const snapshot = [...snapshotParts(data)].flatMap(({ records }) => [...records]);
    expect(dataOf(...snapshot)).toEqual(data);
    for (const record of snapshot) if (record.t === "page") expect(Object.keys(record.put ?? {}).length).toBeLessThanOrEqual(500);
  });
});

describe("records beside pages", () => {
  const f = "library/books/a/b";
  const entry = (id: string, plugin = "library") =>
    ({ plugin, kind: "shelf", id, slug: `shelf-${id}`, title: "Shelf", key: id, needs: 1, viewData: 2, goneAt: undefined }) as const;

  it("set sensors, values and marks, each by its own address", () => {
    const data = dataOf(
      { t: "sensor", ...entry("a") },
      { t: "sensor", ...entry("b") },
      { t: "sensor", ...entry("a", "annex") },
      { t: "value", s: "library/shelf/a", value: { state: 1 }, at: 4 },
      { t: "wrote", plugin: "library", id: "x", at: 5 },
    );
    expect([...data.sensors]).toEqual([
      ["library/shelf/a", entry("a")],
      ["library/shelf/b", entry("b")],
      ["annex/shelf/a", entry("a", "annex")],
    ]);
    expect([...data.values]).toEqual([["library/shelf/a", { value: { state: 1 }, at: 4 }]]);
    expect([...data.written.values()]).toEqual([{ plugin: "library", id: "x", at: 5 }]);
  });

  it("keep what a client is about to create until it has its address, and do nothing for a key that does not exist", () => {
    const creation: LogRecord = { t: "creation", f, name: "x.ics", requestId: "r", at: 3 };
    const link = (name?: string): LogRecord => ({ t: "link", f, group: "g", link: { ...(name !== undefined && { name }) } });
    expect([...keyOf(page(), creation)!.creations]).toEqual([["x.ics", { requestId: "r", at: 3 }]]);
    expect(keyOf(page(), creation, link("y.ics"), link())!.creations.size).toBe(1);
    expect(keyOf(page(), creation, link("x.ics"))).toMatchObject({ creations: new Map(), links: new Map([["g", { name: "x.ics" }]]) });
    const touched = { epoch: "e", basis: "b", etags: { g: "1" } };
    const revisions: LogRecord = { t: "revisions", f, epoch: "e", basis: "b", at: 1, floor: 0, resources: [["g", 1, "1"]] };
    expect(keyOf(page(), { t: "touched", f, touched })?.revisions).toEqual(keyOf(page(), revisions)?.revisions);
    expect(dataOf(creation, link(), { t: "touched", f, touched }, revisions).keys.size).toBe(0);
  });

  it("forget everything of a plugin, and nothing of the others", () => {
    const all = (plugin: string): LogRecord[] => [
      page({ f: `${plugin}/books/a` }),
      { t: "sensor", ...entry("a", plugin) },
      { t: "value", s: `${plugin}/shelf/a`, value: 1, at: 4 },
      { t: "wrote", plugin, id: "x", at: 5 },
      { t: "events", events: [{ id: plugin, type: `${plugin}/book-added` } as JournalEvent] },
    ];
    const data = dataOf(...all("library"), ...all("library-2"), { t: "drop-plugin", plugin: "library" });
    expect(data).toEqual(dataOf(...all("library-2")));
    expect(dataOf(...all("library"), { t: "drop-plugin", plugin: "library" })).toEqual(createAccountData());
  });

  it("make a key that comes from a backup be read again, and drop the values and events of before", () => {
    const events = [{ id: "1", type: "library/book-added" } as JournalEvent];
    const before = page({ begin: true, end: true, put: { 1: "Emma" }, retry: { cursor: "", since: 1 } });
    const value: LogRecord = { t: "value", s: "library/shelf/a", value: 1, at: 4 };
    const data = dataOf(before, value, { t: "events", events }, { t: "restored", at: 99 });
    expect([data.events, data.values.size]).toEqual([[], 0]);
    const key = data.keys.get(f);
    expect(key).toMatchObject({ version: 0, announcedUntil: 99, complete: true });
    expect([key?.retry, key?.items.size]).toEqual([undefined, 1]);
  });

  it("write to a compacted log no more than the latest events", () => {
    const events = Array.from({ length: maxJournalEvents + 5 }, (_, id) => ({ id: String(id) }) as JournalEvent);
    const written = [...snapshotParts(dataOf({ t: "events", events }))]
      .flatMap(({ records }) => [...records])
      .flatMap((record) => (record.t === "events" ? record.events : []));
    expect([written.length, written[0]?.id]).toEqual([maxJournalEvents, "5"]);
  });
});
