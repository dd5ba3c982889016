import { describe, expect, it } from "vitest";
import { createFeedKeyState } from "./account-data.ts";
import type { PageRecord } from "./records.ts";
import { UnsavedPages } from "./unsaved-pages.ts";

const hour = 3_600_000;
const page = (change: Partial<PageRecord> = {}): PageRecord => ({
  t: "page",
  f: "library/books/a",
  cursor: "c",
  version: 1,
  needs: "[]",
  since: 10,
  mark: 20,
  ...change,
});
const end = page({ end: true });
const onDisk = (seenIds?: Set<string>) => ({
  ...createFeedKeyState({ plugin: "library", feed: "books", key: "a" }),
  version: 1,
  needs: "[]",
  seenIds,
});

describe("a page without changes", () => {
  it("is written after six hours, when its round ends", () => {
    const pages = new UnsavedPages(onDisk(), 0);
    expect(pages.mustSave(end, 6 * hour)).toBe(false);
    expect(pages.mustSave(end, 6 * hour + 1)).toBe(true);
    expect(pages.mustSave(page(), 6 * hour + 1)).toBe(false);
    pages.markSaved(end, hour);
    expect(pages.mustSave(end, 7 * hour)).toBe(false);
    expect(pages.mustSave(end, 7 * hour + 1)).toBe(true);
  });

  it("is written if the disk has other needs, another version or nothing", () => {
    const pages = new UnsavedPages(onDisk(), 0);
    const changed = [page({ end: true, needs: "[1]" }), page({ end: true, needs: "[1]", version: 2 })];
    for (const each of changed) {
      expect(pages.mustSave(each, 0)).toBe(true);
      pages.markSaved(each, 0);
      expect(pages.mustSave(each, 0)).toBe(false);
    }
    expect(new UnsavedPages(undefined, 0).mustSave(end, 0)).toBe(true);
  });

  it("is written if it ends a full read that began on disk", () => {
    expect(new UnsavedPages(onDisk(new Set()), 0).mustSave(end, 0)).toBe(true);
    const pages = new UnsavedPages(onDisk(), 0);
    pages.markSaved(page({ begin: true }), 0);
    expect(pages.mustSave(end, 0)).toBe(true);
    pages.markSaved(page(), 0);
    expect(pages.mustSave(end, 0)).toBe(true);
    pages.markSaved(end, 0);
    expect(pages.mustSave(end, 0)).toBe(false);
    pages.markSaved(page({ begin: true, end: true }), 0);
    expect(pages.mustSave(end, 0)).toBe(false);
    // A page between the first and the last of a round that is no full read.
    pages.markSaved(page(), 0);
    expect(pages.mustSave(end, 0)).toBe(false);
  });
});

describe("a page that was held back", () => {
  it("is forgotten once it was saved", () => {
    const pages = new UnsavedPages(onDisk(), 0);
    expect(pages.held).toBeUndefined();
    pages.hold(end);
    expect(pages.held).toBe(end);
    pages.markSaved(end, 0);
    expect(pages.held).toBeUndefined();
    expect(pages.mergeWith(end)).toBe(end);
  });

  it("adds its beginning and what it has seen to the next page", () => {
    const pages = new UnsavedPages(onDisk(), 0);
    pages.hold(page({ begin: true, quiet: true, seen: ["1"], cursor: "2" }));
    pages.hold(page({ seen: ["2"], cursor: "3" }));
    const next = page({ put: { 3: "Emma" }, cursor: "4", end: true });
    expect(pages.mergeWith(next)).toEqual({ ...next, begin: true, quiet: true, seen: ["1", "2"] });
  });

  it("adds nothing that it does not have", () => {
    const pages = new UnsavedPages(onDisk(), 0);
    pages.hold(page({ cursor: "2" }));
    expect(pages.mergeWith(page({ cursor: "3" }))).toEqual(page({ cursor: "3" }));
    pages.markSaved(page(), 0);
    pages.hold(page({ begin: true }));
    expect(pages.mergeWith(page())).toEqual(page({ begin: true, quiet: false }));
  });

  it("is obsolete when its round has ended or a full read begins", () => {
    const pages = new UnsavedPages(onDisk(), 0);
    pages.hold(page({ seen: ["1"], end: true }));
    expect(pages.mergeWith(page({ cursor: "2" }))).toEqual(page({ cursor: "2" }));
    pages.hold(page({ seen: ["1"] }));
    expect(pages.mergeWith(page({ begin: true }))).toEqual(page({ begin: true }));
  });
});
