import { isDeepStrictEqual } from "node:util";
import { type CallContext, CasementError, checkValue, type Feed, type FeedPage } from "@casement/core";
import type { JournalEvent } from "../api.ts";
import type { Raise } from "../events/raise.ts";
import { jsonFault } from "../json/json-fault.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { createTurns, type Turns } from "../lifecycle/turns.ts";
import { type KeyState, newKeyState } from "./account-data.ts";
import { changesOf, dueOf, markAt, nextDue } from "./changes.ts";
import type { Ledger } from "./ledger.ts";
import type { PageRecord } from "./records.ts";
import { createUnsaved, type Unsaved } from "./unsaved.ts";

export interface FeedKeyOptions {
  /** `plugin/feed/key`. */
  readonly address: string;
  readonly plugin: string;
  readonly key: string;
  readonly feed: Feed<any, any, any, any>;
  readonly ledger: Ledger;
  readonly raise: Raise;
  readonly alarms: Alarms;
  readonly now: () => Date;
  /** What the sensors on this key ask for, and its fingerprint. */
  readonly needs: () => { readonly list: readonly unknown[]; readonly print: string };
  /** Reports a fault of the plugin that does not stop the round. */
  readonly report: (message: string) => void;
  /** Called after items changed. */
  readonly onItems: () => void;
  /** Runs what nobody waits for, and reports its failure. */
  readonly background: (task: () => Promise<void>) => void;
  /** How many items the key may have. */
  readonly mostItems?: number;
}

/** How far ahead the next due event is looked for. */
const horizon = 24 * 3_600_000;
/** Of one key of a feed, with some room for a mailbox of many years. */
const aQuarterMillion = 250_000;

/** Reads one page under a limit of time. */
type Within = <T>(read: (context: CallContext<any>) => Promise<T>) => Promise<T>;

/** What one round has in common. */
interface Round {
  readonly began: number;
  readonly version: number;
  readonly needs: string;
}

/** One key of a feed: brings it in step page by page, says what its changes mean, and what falls due. */
export class FeedKey {
  readonly #options: FeedKeyOptions;
  readonly #turns: Turns = createTurns();
  readonly #unsaved: Unsaved;
  /** Items read so far while the first full read is on its way. */
  syncing: number | undefined;
  /** Whether what fell due is announced as it falls due. Off until the first round after a start, so that old data tells no lies. */
  #announcing = false;
  #cancelAlarm: (() => void) | undefined;

  constructor(options: FeedKeyOptions) {
    this.#options = options;
    this.#unsaved = createUnsaved(options.ledger.data.keys.get(options.address), options.now().getTime());
  }

  get items(): ReadonlyMap<string, unknown> {
    return this.#state.items;
  }
  /** Whether a full read has been finished once. */
  get complete(): boolean {
    return this.#state.complete;
  }
  get #state(): KeyState {
    return this.#options.ledger.data.keys.get(this.#options.address) ?? newKeyState();
  }
  get #now(): number {
    return this.#options.now().getTime();
  }

  /** One round: pages until there is no more. Throws what `sync` throws; the pages before it stay. */
  async round(context: CallContext<any>, asked = false, within: Within = (read) => read(context)): Promise<void> {
    const { feed, key, needs } = this.#options;
    const wanted = needs();
    const round: Round = { began: this.#now, version: feed.version ?? 1, needs: wanted.print };
    const known = this.#state;
    const reread = known.cursor !== undefined && (known.needs !== round.needs || known.version !== round.version);
    let cursor = reread ? undefined : known.cursor || undefined;
    let quiet = reread;
    for (let more = true; more; quiet = false) {
      context.signal.throwIfAborted();
      const read = { key, needs: wanted.list, cursor, onDemand: asked, items: this.items };
      const page: FeedPage<unknown> | undefined = await within(async (limited) => feed.sync({ ...limited, ...read }));
      context.signal.throwIfAborted();
      if (!page) break;
      this.#checkPage(page, cursor);
      const begin = page.restart === true || cursor === undefined;
      await this.#turns(() => this.#take(page, round, begin, quiet));
      cursor = page.cursor || undefined;
      more = page.more === true;
      this.syncing = this.#state.complete ? undefined : this.items.size;
    }
    this.syncing = undefined;
  }

  /** From now on, announces what falls due, to the second. First what fell due in the last hour and was not announced. */
  async announce(): Promise<void> {
    const { feed, ledger, address, raise } = this.#options;
    if (!feed.due) return;
    this.#announcing = true;
    try {
      await this.#turns(async () => {
        const { items, mark } = this.#state;
        if (items.size === 0) return;
        const now = this.#now;
        const events = await raise(dueOf(this.#options, items, mark, now));
        const next = markAt(mark, now);
        if (events.length > 0) await ledger.commit({ t: "due", f: address, mark: next, events });
        else ledger.note({ t: "due", f: address, mark: next, events: [] });
      });
    } finally {
      this.#arm();
    }
  }

  #arm(): void {
    const { alarms, background } = this.#options;
    this.#cancelAlarm?.();
    if (!this.#announcing) return;
    const now = this.#now;
    const at = this.items.size === 0 ? undefined : nextDue(this.#options, this.items, now, now + horizon);
    this.#cancelAlarm = alarms.at(at ?? now + horizon, () => background(() => this.announce()));
  }

  /** Ends the alarms and writes a cursor that moved without news. */
  async close(): Promise<void> {
    this.#cancelAlarm?.();
    this.#announcing = false;
    await this.#turns(async () => {
      const { kept } = this.#unsaved;
      if (!kept) return;
      await this.#options.ledger.commit(kept);
      this.#unsaved.saved(kept, this.#now);
    });
  }

  /** Takes a page in: what it means, on disk, in memory, in that order. */
  async #take(page: FeedPage<unknown>, round: Round, begin: boolean, quietly: boolean): Promise<void> {
    const { ledger, onItems, address } = this.#options;
    const before = this.#state;
    const end = page.more !== true;
    const quiet = begin ? quietly : before.quiet;
    const seen = begin ? new Set<string>() : before.seen;
    const forgotten = new Set((page.evicted ?? []).filter((id) => before.items.has(id)));
    const { put, met } = await this.#sort(page, forgotten);
    const gone = new Set(page.removed.filter((id) => before.items.has(id) && !forgotten.has(id) && !(id in page.put)));
    if (end && seen) {
      const here = new Set([...seen, ...met, ...Object.keys(put)]);
      for (const id of before.items.keys()) if (!here.has(id) && !forgotten.has(id)) gone.add(id);
    }
    const now = this.#now;
    const events = await this.#events(before, quiet, { put, gone, forgotten }, now);
    const news = Object.keys(put).length + gone.size + forgotten.size > 0;
    const record: PageRecord = {
      t: "page",
      f: address,
      ...(begin && { begin, quiet }),
      ...(Object.keys(put).length > 0 && { put }),
      ...(gone.size + forgotten.size > 0 && { removed: [...forgotten, ...gone] }),
      ...(seen && met.length > 0 && { seen: met }),
      cursor: page.cursor,
      ...(end && { end }),
      version: round.version,
      needs: round.needs,
      since: round.began,
      mark: this.#announcing || !before.complete ? markAt(before.mark, now) : before.mark,
      ...(events.length > 0 && { events }),
    };
    if (news || events.length > 0 || !before.complete || this.#unsaved.mustSave(record, now)) {
      const whole = this.#unsaved.with(record);
      await ledger.commit(whole);
      this.#unsaved.saved(whole, now);
    } else {
      ledger.note(record);
      this.#unsaved.keep(record);
    }
    if (!news && before.complete) return;
    onItems();
    if (this.#announcing) this.#arm();
  }

  async #events(before: KeyState, quiet: boolean, page: Parameters<typeof changesOf>[1], now: number): Promise<JournalEvent[]> {
    const { raise, ledger, plugin } = this.#options;
    if (!before.complete) return [];
    // What fell due on the items as they were, before they change.
    const late = this.#announcing ? dueOf(this.#options, before.items, before.mark, now) : [];
    const changes = quiet ? [] : changesOf(this.#options, page, before, (id) => ledger.data.written.get(`${plugin}/${id}`), now);
    return raise([...late, ...changes]);
  }

  /** A plugin that floods is stopped here, before it costs memory, disk or time without end. */
  #checkPage({ put, cursor, more }: FeedPage<unknown>, before: string | undefined): void {
    const { plugin, address, mostItems = aQuarterMillion } = this.#options;
    const feed = address.split("/")[1];
    const fault =
      more === true && cursor === before && Object.keys(put).length === 0
        ? `goes round in circles: a page of its feed "${feed}" says that more follows, but has no items and leaves the cursor where it was`
        : this.items.size + Object.keys(put).filter((id) => !this.items.has(id)).length > mostItems
          ? `floods its feed "${feed}" with more than ${mostItems.toLocaleString("en")} items`
          : undefined;
    if (fault)
      throw new CasementError("plugin-failed", `Plugin "${plugin}" ${fault}. Report it to the plugin's author.`, { details: { plugin } });
  }

  /** Which items of a page are new or changed, and which were only met again. */
  async #sort(page: FeedPage<unknown>, forgotten: ReadonlySet<string>): Promise<{ put: Record<string, unknown>; met: string[] }> {
    const put: Record<string, unknown> = {};
    const met: string[] = [];
    for (const [id, raw] of Object.entries(page.put)) {
      const result = await checkValue(this.#options.feed.item, raw);
      if ("issues" in result) {
        const where = result.issues.map((issue) => issue.path || issue.message).join(", ");
        this.#options.report(`an item does not fit its schema (${where}) and is skipped`);
      } else if (jsonFault(result.value) !== undefined) {
        this.#options.report(`an item is not JSON (${jsonFault(result.value)}) and is skipped`);
      } else if (!forgotten.has(id) && isDeepStrictEqual(this.items.get(id), result.value)) met.push(id);
      else put[id] = result.value;
    }
    return { put, met };
  }
}
