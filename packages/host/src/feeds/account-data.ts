import type { JournalEvent } from "../api.ts";
import { maxJournalEvents } from "../events/journal.ts";
import type { AccountFacts, LogRecord, PageRecord, SensorEntry } from "./records.ts";

/** The state of one key of a feed. */
export interface FeedKeyState {
  readonly items: Map<string, unknown>;
  cursor: string | undefined;
  /** Whether a full read has finished once. From then on, changes raise events. */
  complete: boolean;
  /** Ids read so far, during a full read. */
  seenIds: Set<string> | undefined;
  /** Whether the current full read raises no events. */
  quiet: boolean;
  version: number;
  needs: string;
  /** Start of the last round (ms). */
  roundStartedAt: number;
  /** Everything that fell due until this time (ms) has been announced. */
  announcedUntil: number;
}

/** The state of an account in memory. Changed by `applyRecord`, and by `Ledger.clear`; a read sensor also deletes entries of `written`. */
export interface AccountData {
  readonly keys: Map<string, FeedKeyState>;
  /** By `plugin/kind/id`. */
  readonly sensors: Map<string, SensorEntry>;
  readonly values: Map<string, { readonly value: unknown; readonly at: number }>;
  /** `plugin/id` → time (ms) at which a service wrote the item. */
  readonly written: Map<string, number>;
  events: JournalEvent[];
  facts: Partial<AccountFacts>;
}

export const createAccountData = (): AccountData => ({
  keys: new Map(),
  sensors: new Map(),
  values: new Map(),
  written: new Map(),
  events: [],
  facts: {},
});

export const createFeedKeyState = (): FeedKeyState => ({
  items: new Map(),
  cursor: undefined,
  complete: false,
  seenIds: undefined,
  quiet: false,
  version: 0,
  needs: "",
  roundStartedAt: 0,
  announcedUntil: 0,
});

export const sensorKey = (entry: { plugin: string; kind: string; id: string }): string => `${entry.plugin}/${entry.kind}/${entry.id}`;

export function applyRecord(data: AccountData, record: LogRecord): void {
  if ("events" in record && record.events) data.events.push(...record.events);
  if (data.events.length > 2 * maxJournalEvents) data.events = data.events.slice(-maxJournalEvents);
  switch (record.t) {
    case "page":
      applyPage(data, record);
      break;
    case "due": {
      const key = data.keys.get(record.f);
      if (key) key.announcedUntil = record.mark;
      break;
    }
    case "drop-key":
      data.keys.delete(record.f);
      break;
    case "sensor": {
      const { t: _, ...entry } = record;
      data.sensors.set(sensorKey(entry), entry);
      break;
    }
    case "value":
      data.values.set(record.s, { value: record.value, at: record.at });
      break;
    case "wrote":
      data.written.set(`${record.plugin}/${record.id}`, record.at);
      break;
    case "facts":
      data.facts = { ...data.facts, ...record.facts };
  }
}

function applyPage(data: AccountData, page: PageRecord): void {
  const key = data.keys.get(page.f) ?? createFeedKeyState();
  data.keys.set(page.f, key);
  if (page.begin) {
    key.seenIds = new Set();
    key.quiet = page.quiet ?? false;
  }
  const plugin = page.f.slice(0, page.f.indexOf("/"));
  for (const id of page.removed ?? []) {
    key.items.delete(id);
    data.written.delete(`${plugin}/${id}`);
  }
  for (const [id, item] of Object.entries(page.put ?? {})) {
    key.items.set(id, item);
    key.seenIds?.add(id);
    data.written.delete(`${plugin}/${id}`);
  }
  for (const id of page.seen ?? []) key.seenIds?.add(id);
  key.cursor = page.cursor;
  key.version = page.version;
  key.needs = page.needs;
  key.announcedUntil = page.mark;
  if (!page.end) return;
  if (key.seenIds) key.complete = true;
  key.seenIds = undefined;
  key.quiet = false;
  key.roundStartedAt = page.since;
}

const chunkSize = 500;

/** The records from which this state can be rebuilt, for compaction. */
export function* snapshotRecords(data: AccountData): Iterable<LogRecord> {
  yield { t: "facts", facts: data.facts };
  for (const entry of data.sensors.values()) yield { t: "sensor", ...entry };
  for (const [s, { value, at }] of data.values) yield { t: "value", s, value, at };
  for (const [f, key] of data.keys) yield* pagesOf(f, key);
  for (const [address, at] of data.written) {
    const slash = address.indexOf("/");
    yield { t: "wrote", plugin: address.slice(0, slash), id: address.slice(slash + 1), at };
  }
  const events = data.events.slice(-maxJournalEvents);
  for (let i = 0; i < events.length; i += chunkSize) yield { t: "events", events: events.slice(i, i + chunkSize) };
}

function* pagesOf(f: string, key: FeedKeyState): Iterable<PageRecord> {
  const common = {
    t: "page",
    f,
    cursor: key.cursor ?? "",
    version: key.version,
    needs: key.needs,
    since: key.roundStartedAt,
    mark: key.announcedUntil,
  } as const;
  const ids = [...key.items.keys()];
  const pages = Math.max(1, Math.ceil(ids.length / chunkSize));
  for (let page = 0; page < pages; page++) {
    const put = Object.fromEntries(ids.slice(page * chunkSize, (page + 1) * chunkSize).map((id) => [id, key.items.get(id)]));
    const last = page === pages - 1 && key.complete;
    yield { ...common, ...(page === 0 && { begin: true }), put, ...(last && { end: true }) };
  }
  if (key.complete && key.seenIds) yield { ...common, begin: true, quiet: key.quiet, seen: [...key.seenIds] };
}
