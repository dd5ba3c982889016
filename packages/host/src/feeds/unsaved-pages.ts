import type { FeedKeyState } from "./account-data.ts";
import type { PageRecord } from "./records.ts";

/** A cursor that moved without other changes is saved at least this often (ms). */
const maxUnsavedMs = 6 * 3_600_000;

/** Decides which pages are written to disk. A page without changes is held back and merged into the next page with changes. */
export class UnsavedPages {
  #held: PageRecord | undefined;
  #savedAt: number;
  #needs: string | undefined;
  #version: number | undefined;
  /** A full read that began on disk must also end there. Otherwise its list of ids would remain. */
  #isFullReadOnDisk: boolean;

  constructor(disk: FeedKeyState | undefined, now: number) {
    this.#savedAt = now;
    this.#needs = disk?.needs;
    this.#version = disk?.version;
    this.#isFullReadOnDisk = disk?.seenIds !== undefined;
  }

  get held(): PageRecord | undefined {
    return this.#held;
  }

  /** Merges the page with the pages that were held back. */
  mergeWith(page: PageRecord): PageRecord {
    return this.#held ? mergePages(this.#held, page) : page;
  }

  /** Whether a page without changes must be written nevertheless. */
  mustSave({ end, needs, version }: PageRecord, now: number): boolean {
    if (end !== true) return false;
    return this.#isFullReadOnDisk || needs !== this.#needs || version !== this.#version || now - this.#savedAt > maxUnsavedMs;
  }

  markSaved({ begin, end, needs, version }: PageRecord, now: number): void {
    this.#held = undefined;
    this.#savedAt = now;
    this.#needs = needs;
    this.#version = version;
    if (begin || end) this.#isFullReadOnDisk = end !== true;
  }

  hold(page: PageRecord): void {
    this.#held = this.mergeWith(page);
  }
}

function mergePages(first: PageRecord, second: PageRecord): PageRecord {
  // The beginning of a full read, or of a new round, makes the held pages obsolete.
  if (second.begin || first.end) return second;
  const seen = [...(first.seen ?? []), ...(second.seen ?? [])];
  return { ...second, ...(first.begin && { begin: true, quiet: first.quiet ?? false }), ...(seen.length > 0 && { seen }) };
}
