import { isDeepStrictEqual } from "node:util";
import { type CallContext, CasementError, type Feed, type FeedPage } from "@casement/core";
import type { JournalEvent } from "../api.ts";
import type { EventValidator } from "../events/event-validator.ts";
import { validateValue } from "../json/validate-value.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { createSerialQueue, type SerialQueue } from "../lifecycle/serial-queue.ts";
import { createFeedKeyState, type FeedKeyState } from "./account-data.ts";
import { advanceAnnouncedUntil, eventsFallenDue, eventsOfChanges, nextDueTime } from "./changes.ts";
import type { Ledger } from "./ledger.ts";
import type { PageRecord } from "./records.ts";
import { createUnsavedPages, type UnsavedPages } from "./unsaved-pages.ts";

export interface FeedKeyOptions {
  /** `plugin/feed/key`. */
  readonly address: string;
  readonly plugin: string;
  readonly key: string;
  readonly feed: Feed<any, any, any, any>;
  readonly ledger: Ledger;
  readonly validateEvents: EventValidator;
  readonly alarms: Alarms;
  readonly now: () => Date;
  /** The needs of the sensors on this key, and their fingerprint. */
  readonly needs: () => { readonly list: readonly unknown[]; readonly fingerprint: string };
  /** Logs a fault of the plugin that does not stop the round. */
  readonly report: (message: string) => void;
  /** Called when items have changed. */
  readonly onItems: () => void;
  /** Runs a task in the background and logs its failure. */
  readonly background: (task: () => Promise<void>) => void;
  /** Maximum number of items of the key. Default: 250,000. */
  readonly maxItems?: number;
}

/** How far ahead to look for the next due event (ms). */
const lookAheadMs = 24 * 3_600_000;
/** Enough for a mailbox of many years. */
const defaultMaxItems = 250_000;

/** Reads one page with a timeout. */
type ReadWithTimeout = <T>(read: (context: CallContext<any>) => Promise<T>) => Promise<T>;

/** What all pages of a round share. */
interface FeedRound {
  readonly began: number;
  readonly version: number;
  readonly needs: string;
}

/** Synchronizes one key of a feed page by page and raises events for changes and for what falls due. */
export class FeedKey {
  readonly #options: FeedKeyOptions;
  readonly #queue: SerialQueue = createSerialQueue();
  readonly #unsavedPages: UnsavedPages;
  /** Number of items read so far, during the first full read. */
  syncing: number | undefined;
  /** Whether events are raised when they fall due. False until the first round after a start, because stored items may be outdated. */
  #announcing = false;
  #cancelAlarm: (() => void) | undefined;

  constructor(options: FeedKeyOptions) {
    this.#options = options;
    this.#unsavedPages = createUnsavedPages(options.ledger.data.keys.get(options.address), options.now().getTime());
  }

  get items(): ReadonlyMap<string, unknown> {
    return this.#state.items;
  }
  /** Whether a full read has finished once. */
  get complete(): boolean {
    return this.#state.complete;
  }
  get #state(): FeedKeyState {
    return this.#options.ledger.data.keys.get(this.#options.address) ?? createFeedKeyState();
  }
  get #now(): number {
    return this.#options.now().getTime();
  }

  /** Runs one round: reads pages until there are no more. Throws what `sync` throws; pages already read are kept. */
  async round(context: CallContext<any>, onDemand = false, withTimeout: ReadWithTimeout = (read) => read(context)): Promise<void> {
    const { feed, key, needs } = this.#options;
    const wanted = needs();
    const round: FeedRound = { began: this.#now, version: feed.version ?? 1, needs: wanted.fingerprint };
    const known = this.#state;
    const reread = known.cursor !== undefined && (known.needs !== round.needs || known.version !== round.version);
    let cursor = reread ? undefined : known.cursor || undefined;
    let quiet = reread;
    for (let more = true; more; quiet = false) {
      context.signal.throwIfAborted();
      const read = { key, needs: wanted.list, cursor, onDemand, items: this.items };
      const page: FeedPage<unknown> | undefined = await withTimeout(async (limited) => feed.sync({ ...limited, ...read }));
      context.signal.throwIfAborted();
      if (!page) break;
      this.#checkPage(page, cursor);
      const begin = page.restart === true || cursor === undefined;
      await this.#queue(() => this.#commitPage(page, round, begin, quiet));
      cursor = page.cursor || undefined;
      more = page.more === true;
      this.syncing = this.#state.complete ? undefined : this.items.size;
    }
    this.syncing = undefined;
  }

  /** Raises the events that fell due in the last hour and were not raised, and from now on every event when it falls due. */
  async announce(): Promise<void> {
    const { feed, ledger, address, validateEvents } = this.#options;
    if (!feed.due) return;
    this.#announcing = true;
    try {
      await this.#queue(async () => {
        const { items, announcedUntil } = this.#state;
        if (items.size === 0) return;
        const now = this.#now;
        const events = await validateEvents(eventsFallenDue(this.#options, items, announcedUntil, now));
        const next = advanceAnnouncedUntil(announcedUntil, now);
        if (events.length > 0) await ledger.commit({ t: "due", f: address, mark: next, events });
        else ledger.applyInMemory({ t: "due", f: address, mark: next, events: [] });
      });
    } finally {
      this.#armAlarm();
    }
  }

  #armAlarm(): void {
    const { alarms, background } = this.#options;
    this.#cancelAlarm?.();
    if (!this.#announcing) return;
    const now = this.#now;
    const at = this.items.size === 0 ? undefined : nextDueTime(this.#options, this.items, now, now + lookAheadMs);
    this.#cancelAlarm = alarms.at(at ?? now + lookAheadMs, () => background(() => this.announce()));
  }

  /** Cancels the alarm and saves a cursor that moved without other changes. */
  async close(): Promise<void> {
    this.#cancelAlarm?.();
    this.#announcing = false;
    await this.#queue(async () => {
      const { held } = this.#unsavedPages;
      if (!held) return;
      await this.#options.ledger.commit(held);
      this.#unsavedPages.markSaved(held, this.#now);
    });
  }

  /** Processes a page: computes its events, commits it to disk, then changes memory. */
  async #commitPage(page: FeedPage<unknown>, round: FeedRound, begin: boolean, quietly: boolean): Promise<void> {
    const { ledger, onItems, address } = this.#options;
    const before = this.#state;
    const end = page.more !== true;
    const quiet = begin ? quietly : before.quiet;
    const seen = begin ? new Set<string>() : before.seenIds;
    const evicted = new Set((page.evicted ?? []).filter((id) => before.items.has(id)));
    const { put, unchanged } = await this.#splitPage(page, evicted);
    const removed = new Set(page.removed.filter((id) => before.items.has(id) && !evicted.has(id) && !(id in page.put)));
    if (end && seen) {
      const present = new Set([...seen, ...unchanged, ...Object.keys(put)]);
      for (const id of before.items.keys()) if (!present.has(id) && !evicted.has(id)) removed.add(id);
    }
    const now = this.#now;
    const events = await this.#eventsOf(before, quiet, { put, removed, evicted }, now);
    const hasChanges = Object.keys(put).length + removed.size + evicted.size > 0;
    const record: PageRecord = {
      t: "page",
      f: address,
      ...(begin && { begin, quiet }),
      ...(Object.keys(put).length > 0 && { put }),
      ...(removed.size + evicted.size > 0 && { removed: [...evicted, ...removed] }),
      ...(seen && unchanged.length > 0 && { seen: unchanged }),
      cursor: page.cursor,
      ...(end && { end }),
      version: round.version,
      needs: round.needs,
      since: round.began,
      mark: this.#announcing || !before.complete ? advanceAnnouncedUntil(before.announcedUntil, now) : before.announcedUntil,
      ...(events.length > 0 && { events }),
    };
    if (hasChanges || events.length > 0 || !before.complete || this.#unsavedPages.mustSave(record, now)) {
      const merged = this.#unsavedPages.mergeWith(record);
      await ledger.commit(merged);
      this.#unsavedPages.markSaved(merged, now);
    } else {
      ledger.applyInMemory(record);
      this.#unsavedPages.hold(record);
    }
    if (!hasChanges && before.complete) return;
    onItems();
    if (this.#announcing) this.#armAlarm();
  }

  async #eventsOf(before: FeedKeyState, quiet: boolean, page: Parameters<typeof eventsOfChanges>[1], now: number): Promise<JournalEvent[]> {
    const { validateEvents, ledger, plugin } = this.#options;
    if (!before.complete) return [];
    // Events that fell due before this page changes the items.
    const dueEvents = this.#announcing ? eventsFallenDue(this.#options, before.items, before.announcedUntil, now) : [];
    const changeEvents = quiet ? [] : eventsOfChanges(this.#options, page, before, (id) => ledger.data.written.get(`${plugin}/${id}`), now);
    return validateEvents([...dueEvents, ...changeEvents]);
  }

  /** Stops a faulty plugin before it fills memory or disk, or never finishes. */
  #checkPage({ put, cursor, more }: FeedPage<unknown>, before: string | undefined): void {
    const { plugin, address, maxItems = defaultMaxItems } = this.#options;
    const feed = address.split("/")[1];
    const fault =
      more === true && cursor === before && Object.keys(put).length === 0
        ? `does not advance: a page of its feed "${feed}" has \`more\` set, but no items and the same cursor as before`
        : this.items.size + Object.keys(put).filter((id) => !this.items.has(id)).length > maxItems
          ? `returns too many items for its feed "${feed}": more than ${maxItems.toLocaleString("en")} items`
          : undefined;
    if (fault)
      throw new CasementError("plugin-failed", `Plugin "${plugin}" ${fault}. Report it to the plugin's author.`, { details: { plugin } });
  }

  /** Splits a page into items that are new or changed, and the ids of unchanged ones. */
  async #splitPage(page: FeedPage<unknown>, evicted: ReadonlySet<string>): Promise<{ put: Record<string, unknown>; unchanged: string[] }> {
    const put: Record<string, unknown> = {};
    const unchanged: string[] = [];
    for (const [id, raw] of Object.entries(page.put)) {
      const result = await validateValue(this.#options.feed.item, raw);
      if ("mistake" in result) this.#options.report(`skips an item that ${result.mistake.reason}`);
      else if (!evicted.has(id) && isDeepStrictEqual(this.items.get(id), result.value)) unchanged.push(id);
      else put[id] = result.value;
    }
    return { put, unchanged };
  }
}
