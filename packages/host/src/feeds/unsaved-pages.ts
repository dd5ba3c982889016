import type { FeedKeyState } from "./account-data.ts";
import type { PageRecord } from "./records.ts";

/** A cursor that moved without other changes is saved at least this often (ms). */
const maxUnsavedMs = 6 * 3_600_000;

/** Decides which pages are written to disk. A page without changes is held back and merged into the next page with changes. */
export interface UnsavedPages {
  /** Merges the page with the pages that were held back. */
  mergeWith(page: PageRecord): PageRecord;
  /** Whether a page without changes must be written nevertheless. */
  mustSave(page: PageRecord, now: number): boolean;
  markSaved(page: PageRecord, now: number): void;
  hold(page: PageRecord): void;
  readonly held: PageRecord | undefined;
}

export function createUnsavedPages(disk: FeedKeyState | undefined, now: number): UnsavedPages {
  let held: PageRecord | undefined;
  let savedAt = now;
  let needs = disk?.needs;
  let version = disk?.version;
  // A full read that began on disk must also end there. Otherwise its list of ids would remain.
  let fullReadOnDisk = disk?.seenIds !== undefined;
  const mergeWith = (page: PageRecord): PageRecord => (held ? mergePages(held, page) : page);
  return {
    mergeWith,
    mustSave: (page, at) =>
      page.end === true && (fullReadOnDisk || page.needs !== needs || page.version !== version || at - savedAt > maxUnsavedMs),
    markSaved(page, at) {
      held = undefined;
      savedAt = at;
      needs = page.needs;
      version = page.version;
      if (page.begin || page.end) fullReadOnDisk = page.end !== true;
    },
    hold(page) {
      held = mergeWith(page);
    },
    get held() {
      return held;
    },
  };
}

function mergePages(first: PageRecord, second: PageRecord): PageRecord {
  // The beginning of a full read, or of a new round, makes the held pages obsolete.
  if (second.begin || first.end) return second;
  const seen = [...(first.seen ?? []), ...(second.seen ?? [])];
  return { ...second, ...(first.begin && { begin: true, quiet: first.quiet ?? false }), ...(seen.length > 0 && { seen }) };
}
