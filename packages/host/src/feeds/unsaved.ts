import type { KeyState } from "./account-data.ts";
import type { PageRecord } from "./records.ts";

/** A cursor that moved without news is written at least this often (ms). */
const cursorLife = 6 * 3_600_000;

/** Decides which pages need the disk. A page that changed nothing is kept back and goes along with the next one that did. */
export interface Unsaved {
  /** The page with everything kept back before it. */
  with(page: PageRecord): PageRecord;
  /** Whether a page without news must be written all the same. */
  mustSave(page: PageRecord, now: number): boolean;
  saved(page: PageRecord, now: number): void;
  keep(page: PageRecord): void;
  readonly kept: PageRecord | undefined;
}

export function createUnsaved(disk: KeyState | undefined, now: number): Unsaved {
  let kept: PageRecord | undefined;
  let savedAt = now;
  let needs = disk?.needs;
  let version = disk?.version;
  // A full read that is on its way on disk must also end there: its list of met ids would outlive it.
  let reading = disk?.seen !== undefined;
  const whole = (page: PageRecord): PageRecord => (kept ? merge(kept, page) : page);
  return {
    with: whole,
    mustSave: (page, at) => page.end === true && (reading || page.needs !== needs || page.version !== version || at - savedAt > cursorLife),
    saved(page, at) {
      kept = undefined;
      savedAt = at;
      needs = page.needs;
      version = page.version;
      if (page.begin || page.end) reading = page.end !== true;
    },
    keep(page) {
      kept = whole(page);
    },
    get kept() {
      return kept;
    },
  };
}

function merge(first: PageRecord, second: PageRecord): PageRecord {
  // A full read that begins, or a round that follows an ended one, needs nothing of what was kept back.
  if (second.begin || first.end) return second;
  const seen = [...(first.seen ?? []), ...(second.seen ?? [])];
  return { ...second, ...(first.begin && { begin: true, quiet: first.quiet ?? false }), ...(seen.length > 0 && { seen }) };
}
