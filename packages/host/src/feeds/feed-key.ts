import { isDeepStrictEqual } from "node:util";
import { type CallContext, CasementError, dayMs, type Feed, type FeedPage } from "@casement/core";
import type { JournalEvent } from "../api.ts";
import type { Alarms } from "../async/alarms.ts";
import { createSerialQueue, type SerialQueue } from "../async/serial-queue.ts";
import type { EventValidator, RaisedEvent } from "../events/event-validator.ts";
import { validateValue } from "../json/validate-value.ts";
import { createFeedKeyState, type FeedKeyState, itemKey } from "./account-data.ts";
import { advanceAnnouncedUntil, eventsFallenDue, eventsOfChanges, nextDueTime } from "./changes.ts";
import { type FeedAddress, formatFeedAddress } from "./feed-address.ts";
import { KeyResources, type KeyResourcesOptions } from "./key-resources.ts";
import type { Ledger } from "./ledger.ts";
import type { PageRecord } from "./records.ts";
import { RefusedItems, type RetryPoint } from "./refused-items.ts";
import type { PendingCreation, ResourceLink } from "./resource-links.ts";
import { UnsavedPages } from "./unsaved-pages.ts";

export interface FeedKeyOptions {
  readonly address: FeedAddress;
  readonly feed: Feed<any, any, any, any>;
  readonly ledger: Ledger;
  readonly validateEvents: EventValidator;
  readonly alarms: Alarms;
  readonly now: () => Date;
  /** Graph's time. Default: `now`. */
  readonly graphNow?: () => Date;
  /** The needs of the sensors on this key, and their fingerprint. */
  readonly needs: () => { readonly list: readonly unknown[]; readonly fingerprint: string };
  /** Logs a fault of the plugin that does not stop the round. */
  readonly report: (message: string) => void;
  /** Called when items have changed. */
  readonly onItems: () => void;
  /** Of a feed with an agenda. */
  readonly resources?: Pick<KeyResourcesOptions, "account" | "isWanted">;
  /** Called when resources have changed. */
  readonly onResources?: () => void;
  /** Called when a first full read turns out to have more than one page. */
  readonly onSyncing?: () => void;
  /** Runs a task in the background and logs its failure. */
  readonly background: (task: () => Promise<void>) => void;
  /** Maximum number of items of the key. Default: 250,000. */
  readonly maxItems?: number;
}

/** How far ahead to look for the next due event (ms). */
const lookAheadMs = dayMs;
/** Enough for a mailbox of many years. */
const defaultMaxItems = 250_000;

/** Reads one page with a timeout. */
type ReadWithTimeout = <T>(read: (context: CallContext<any>) => Promise<T>) => Promise<T>;

/** What all pages of a round share. */
interface FeedRound {
  readonly began: number;
  readonly version: number;
  readonly needs: string;
  /** Empty: from the beginning. */
  readonly startCursor: string;
  /** Set if the round reads again what was refused. */
  readonly retry: RetryPoint | undefined;
  isFullRead: boolean;
  hasRefused: boolean;
  /** Ids of the pages so far. */
  readonly ids: Set<string>;
  pagesWithoutNews: number;
}

/** Pages in a row that may contain nothing new. Graph sends some empty pages while it looks through a large folder. */
const maxPagesWithoutNews = 50;

/** Synchronizes one key of a feed page by page and raises events for changes and for what falls due. */
export class FeedKey {
  readonly #options: FeedKeyOptions;
  /** `plugin/feed/key`. */
  readonly #id: string;
  readonly #queue: SerialQueue = createSerialQueue();
  readonly #unsavedPages: UnsavedPages;
  readonly #refusedItems = new RefusedItems();
  /** Undefined for a feed without an agenda. */
  readonly resources: KeyResources | undefined;
  /** Runs the writes of calendar programs one after another. */
  readonly writeQueue: SerialQueue = createSerialQueue();
  /** Ids that were found outside of the days that the feed has, and that the next round reads. */
  readonly soughtIds: Set<string> = new Set();
  /** Number of items read so far, during the first full read. */
  syncing: number | undefined;
  /** Whether a round is running that has read at least one page, and reads on. */
  isAdvancing = false;
  /** Whether events are raised when they fall due. False until the first round after a start, because stored items may be outdated. */
  #announcing = false;
  #cancelAlarm: (() => void) | undefined;
  /** Between `from` and `until` (ms), nothing falls due with the items as they are. */
  #nothingDue: { readonly from: number; readonly until: number } | undefined;

  constructor(options: FeedKeyOptions) {
    this.#options = options;
    this.#id = formatFeedAddress(options.address);
    const { feed, resources, report } = options;
    if (feed.agenda && resources)
      this.resources = new KeyResources({ ...resources, agenda: feed.agenda, state: () => this.#state, now: () => this.#now, report });
    this.#unsavedPages = new UnsavedPages(options.ledger.data.keys.get(this.#id), options.now().getTime());
  }

  get address(): FeedAddress {
    return this.#options.address;
  }
  get items(): ReadonlyMap<string, unknown> {
    return this.#state.items;
  }
  /** Whether a full read has finished once. */
  get complete(): boolean {
    return this.#state.complete;
  }
  get #state(): FeedKeyState {
    return this.#options.ledger.data.keys.get(this.#id) ?? createFeedKeyState(this.#options.address);
  }
  /** In Graph's time (ms), which is known since the round's first response. The clock may have been set during the round. */
  #graphTimeOf(began: number): number {
    const graphNow = (this.#options.graphNow ?? this.#options.now)().getTime();
    return Math.min(graphNow, began + graphNow - this.#now);
  }
  get #now(): number {
    return this.#options.now().getTime();
  }

  /** Runs one round: reads pages until there are no more. Throws what `sync` throws; pages already read are kept. */
  async round(context: CallContext<any>, onDemand = false, withTimeout: ReadWithTimeout = (read) => read(context)): Promise<void> {
    const { feed, address, needs } = this.#options;
    const wanted = needs();
    const version = feed.version ?? 1;
    const known = this.#state;
    const reread = known.cursor !== undefined && (known.needs !== wanted.fingerprint || known.version !== version);
    const retry = !reread && known.complete && known.retry && this.#refusedItems.isDue(known.retry, this.#now) ? known.retry : undefined;
    let cursor = reread ? undefined : (retry ?? known).cursor || undefined;
    const round: FeedRound = {
      began: this.#now,
      version,
      needs: wanted.fingerprint,
      startCursor: cursor ?? "",
      retry,
      isFullRead: false,
      hasRefused: false,
      ids: new Set(),
      pagesWithoutNews: 0,
    };
    let quiet = reread;
    this.isAdvancing = false;
    for (let more = true; more; quiet = false) {
      context.signal.throwIfAborted();
      const awaited = [...(this.resources?.awaited ?? []), ...this.soughtIds];
      const read = { key: address.key, needs: wanted.list, cursor, onDemand, items: this.items, awaited };
      const page: FeedPage<unknown> | undefined = await withTimeout(async (limited) => feed.sync({ ...limited, ...read }));
      context.signal.throwIfAborted();
      if (!page) break;
      this.#checkPage(page, cursor);
      const begin = page.restart === true || cursor === undefined;
      await this.#queue(() => this.#commitPage(page, round, begin, quiet));
      cursor = page.cursor || undefined;
      more = page.more === true;
      this.isAdvancing = more;
      const wasSyncing = this.syncing !== undefined;
      this.syncing = this.#state.complete ? undefined : this.items.size;
      if (!wasSyncing && this.syncing !== undefined) this.#options.onSyncing?.();
    }
    this.syncing = undefined;
  }

  /** Computes the ETags that are outdated or were never computed: after an update of the plugin, or when collections are first wanted. */
  async updateResources(): Promise<void> {
    const { ledger, onResources } = this.#options;
    await this.#queue(async () => {
      const touched = ledger.data.keys.has(this.#id) ? this.resources?.touchedBy() : undefined;
      if (!touched) return;
      await ledger.commit({ t: "touched", f: this.#id, touched });
      onResources?.();
    });
  }

  /** A creation that began before and whose outcome is not known. */
  creationOf(name: string): PendingCreation | undefined {
    return this.#state.creations.get(name);
  }

  /** Notes that a client is about to create a resource, so that a repetition has the same request id. */
  async beginCreation(name: string, requestId: string): Promise<void> {
    if (this.creationOf(name)?.requestId === requestId) return;
    await this.#options.ledger.commit({ t: "creation", f: this.#id, name, requestId, at: this.resources?.revisions?.at ?? 0 });
  }

  /** Replaces what the hub knows of a resource itself. */
  async setLink(group: string, link: ResourceLink): Promise<void> {
    await this.#queue(async () => {
      const touched = this.resources?.touchedByLink(group, link);
      await this.#options.ledger.keep({ t: "link", f: this.#id, group, link, ...(touched && { touched }) });
      if (touched) this.#options.onResources?.();
    });
  }

  /** Raises the events that fell due in the last hour and were not raised, and from now on every event when it falls due. */
  async announce(): Promise<void> {
    const { feed, ledger, validateEvents } = this.#options;
    if (!feed.due) return;
    this.#announcing = true;
    try {
      await this.#queue(async () => {
        const { items, announcedUntil } = this.#state;
        if (items.size === 0) return;
        const now = this.#now;
        const events = await validateEvents(this.#fallenDue(announcedUntil, now));
        const next = advanceAnnouncedUntil(announcedUntil, now);
        if (events.length > 0) await ledger.commit({ t: "due", f: this.#id, mark: next, events });
        else ledger.applyInMemory({ t: "due", f: this.#id, mark: next, events: [] });
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
    if (!this.#isNothingDue(now, now)) {
      const at = this.items.size === 0 ? undefined : nextDueTime(this.#options, this.items, now, now + lookAheadMs);
      this.#nothingDue = { from: now, until: at ?? now + lookAheadMs };
    }
    this.#cancelAlarm = alarms.at(this.#nothingDue!.until, () => background(() => this.announce()));
  }

  #fallenDue(after: number, until: number): RaisedEvent[] {
    return this.#isNothingDue(after, until) ? [] : eventsFallenDue(this.#options, this.items, after, until);
  }

  /** Without the items: they would be unpacked in each round. */
  #isNothingDue(after: number, until: number): boolean {
    const known = this.#nothingDue;
    return known !== undefined && known.from <= after && until < known.until;
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
    const { ledger, onItems, onResources } = this.#options;
    const before = this.#state;
    // The commit changes the state.
    const wasComplete = before.complete;
    const end = page.more !== true;
    const quiet = begin ? quietly : before.quiet;
    const seen = begin ? new Set<string>() : before.seenIds;
    const evicted = new Set((page.evicted ?? []).filter((id) => before.items.has(id)));
    round.isFullRead ||= begin;
    const { put, unchanged } = await this.#splitPage(page, evicted, round);
    const removed = new Set(page.removed.filter((id) => before.items.has(id) && !evicted.has(id) && !(id in page.put)));
    if (end && seen) {
      const present = new Set([...seen, ...unchanged, ...Object.keys(put)]);
      for (const id of before.items.keys()) if (!present.has(id) && !evicted.has(id)) removed.add(id);
    }
    const now = this.#now;
    const events = await this.#eventsOf(before, quiet, { put, removed, evicted }, round, now);
    const hasChanges = Object.keys(put).length + removed.size + evicted.size > 0;
    if (!end) this.#checkNews(page, hasChanges, round);
    const retry = end ? this.#retryAfter(before, round, now) : undefined;
    const dropped = [...evicted, ...removed];
    const touched = this.resources?.touchedBy({ put, removed: dropped });
    const record: PageRecord = {
      t: "page",
      f: this.#id,
      ...(begin && { begin, quiet }),
      ...(Object.keys(put).length > 0 && { put }),
      ...(dropped.length > 0 && { removed: dropped }),
      ...(seen && unchanged.length > 0 && { seen: unchanged }),
      cursor: page.cursor,
      ...(end && { end }),
      version: round.version,
      needs: round.needs,
      since: this.#graphTimeOf(round.began),
      mark: this.#announcing || !before.complete ? advanceAnnouncedUntil(before.announcedUntil, now) : before.announcedUntil,
      ...(retry !== undefined && { retry }),
      ...(touched && { touched }),
      ...(events.length > 0 && { events }),
    };
    if (hasChanges || touched || retry !== undefined || events.length > 0 || !before.complete || this.#unsavedPages.mustSave(record, now)) {
      const merged = this.#unsavedPages.mergeWith(record);
      await ledger.commit(merged);
      this.#unsavedPages.markSaved(merged, now);
    } else {
      ledger.applyInMemory(record);
      this.#unsavedPages.hold(record);
    }
    if (hasChanges) {
      this.resources?.invalidate();
      this.#nothingDue = undefined;
    }
    if (touched || this.#state.complete !== wasComplete) onResources?.();
    if (!hasChanges && wasComplete) return;
    onItems();
    if (this.#announcing) this.#armAlarm();
  }

  async #eventsOf(
    before: FeedKeyState,
    quiet: boolean,
    page: Parameters<typeof eventsOfChanges>[1],
    { retry, isFullRead }: FeedRound,
    now: number,
  ): Promise<JournalEvent[]> {
    const { validateEvents, ledger, address } = this.#options;
    const { plugin } = address;
    if (!before.complete) return [];
    // Events that fell due before this page changes the items.
    const dueEvents = this.#announcing ? this.#fallenDue(before.announcedUntil, now) : [];
    const changeEvents = quiet
      ? []
      : eventsOfChanges(this.#options, page, before, (id) => ledger.data.written.get(itemKey({ plugin, id }))?.at, {
          now,
          graphNow: this.#graphTimeOf(now),
          startedAt: (retry || isFullRead ? before.retry?.since : undefined) ?? before.roundStartedAt,
        });
    return validateEvents([...dueEvents, ...changeEvents]);
  }

  /** Where to read again what the round refused. Null: nothing is refused any more. Undefined: as before. */
  #retryAfter(before: FeedKeyState, round: FeedRound, now: number): RetryPoint | null | undefined {
    if (round.hasRefused) {
      const since = before.retry?.since ?? (before.complete ? before.roundStartedAt : this.#graphTimeOf(round.began));
      const point = { cursor: round.isFullRead ? "" : (before.retry?.cursor ?? round.startCursor), since };
      this.#refusedItems.postpone(point, now);
      return isDeepStrictEqual(point, before.retry) ? undefined : point;
    }
    if (!before.retry || !(round.retry || round.isFullRead)) return undefined;
    this.#refusedItems.reset();
    return null;
  }

  /** Ends a round whose cursor changes for ever although there is nothing new. */
  #checkNews({ put }: FeedPage<unknown>, hasChanges: boolean, round: FeedRound): void {
    const { size } = round.ids;
    for (const id of Object.keys(put)) round.ids.add(id);
    round.pagesWithoutNews = hasChanges || round.ids.size > size ? 0 : round.pagesWithoutNews + 1;
    if (round.pagesWithoutNews < maxPagesWithoutNews) return;
    const { plugin, feed } = this.#options.address;
    const fault = `does not end: ${maxPagesWithoutNews} pages in a row of its feed "${feed}" contain nothing new`;
    throw new CasementError("plugin-failed", `Plugin "${plugin}" ${fault}. Report it to the plugin's author.`, { details: { plugin } });
  }

  /** Stops a faulty plugin before it fills memory or disk, or never finishes. */
  #checkPage({ put, cursor, more }: FeedPage<unknown>, before: string | undefined): void {
    const { address, maxItems = defaultMaxItems } = this.#options;
    const { plugin, feed } = address;
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
  async #splitPage(
    page: FeedPage<unknown>,
    evicted: ReadonlySet<string>,
    round: FeedRound,
  ): Promise<{ put: Record<string, unknown>; unchanged: string[] }> {
    const put: Record<string, unknown> = {};
    const unchanged: string[] = [];
    for (const [id, raw] of Object.entries(page.put)) {
      const result = await validateValue(this.#options.feed.item, raw);
      if ("mistake" in result) {
        const { reason } = result.mistake;
        round.hasRefused = true;
        if (this.#refusedItems.refuse(id, reason)) this.#options.report(`skips an item that ${reason}. Casement reads it again later`);
        continue;
      }
      this.#refusedItems.accept(id);
      if (!evicted.has(id) && isDeepStrictEqual(this.items.get(id), result.value)) unchanged.push(id);
      else put[id] = result.value;
    }
    return { put, unchanged };
  }
}
