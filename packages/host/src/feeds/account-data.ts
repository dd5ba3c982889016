import type { JournalEvent } from "../api.ts";
import { maxJournalEvents } from "../events/journal.ts";
import { PackedMap } from "../memory/packed-map.ts";
import type { StatePart } from "../ports/index.ts";
import { type FeedAddress, parseFeedAddress } from "./feed-address.ts";
import type { AccountFacts, LinkRecord, LogRecord, PageRecord, SensorEntry } from "./records.ts";
import type { RetryPoint } from "./refused-items.ts";
import type { PendingCreation, ResourceLink } from "./resource-links.ts";
import {
  applyTouched,
  createRevisions,
  type ResourceRevisions,
  restoreRevisions,
  snapshotRevisions,
  type TouchedResources,
} from "./revisions.ts";

/** The state of one key of a feed. */
export interface FeedKeyState {
  readonly address: FeedAddress;
  readonly items: PackedMap<unknown>;
  cursor: string | undefined;
  /** Whether a full read has finished once. From then on, changes raise events. */
  complete: boolean;
  /** Ids read so far, during a full read. */
  seenIds: Set<string> | undefined;
  /** Whether the current full read raises no events. */
  quiet: boolean;
  version: number;
  needs: string;
  /** Start of the last round, in Graph's time (ms). */
  roundStartedAt: number;
  /** Everything that fell due until this time (ms) has been announced. */
  announcedUntil: number;
  /** Where to read again what was refused. */
  retry: RetryPoint | undefined;
  /** The history of the resources, once a collection was wanted. */
  revisions: ResourceRevisions | undefined;
  /** By group. */
  readonly links: Map<string, ResourceLink>;
  /** Resources that clients are about to create, by name. */
  readonly creations: Map<string, PendingCreation>;
}

/** The state of an account in memory. Changed by `applyRecord`, and by `Ledger.clear`; a read sensor also deletes entries of `written`. */
export interface AccountData {
  /** By `plugin/feed/key`. */
  readonly keys: Map<string, FeedKeyState>;
  /** By `plugin/kind/id`. */
  readonly sensors: Map<string, SensorEntry>;
  readonly values: Map<string, { readonly value: unknown; readonly at: number }>;
  /** The items that a service wrote and that have not come back since, by `plugin/id`. */
  readonly written: Map<string, WrittenItem>;
  events: JournalEvent[];
  facts: Partial<AccountFacts>;
}

export interface WrittenItem extends ItemAddress {
  /** When the service wrote it (ms). */
  readonly at: number;
}

export const createAccountData = (): AccountData => ({
  keys: new Map(),
  sensors: new Map(),
  values: new Map(),
  written: new Map(),
  events: [],
  facts: {},
});

export const createFeedKeyState = (address: FeedAddress): FeedKeyState => ({
  address,
  items: new PackedMap(),
  cursor: undefined,
  complete: false,
  seenIds: undefined,
  quiet: false,
  version: 0,
  needs: "",
  roundStartedAt: 0,
  announcedUntil: 0,
  retry: undefined,
  revisions: undefined,
  links: new Map(),
  creations: new Map(),
});

export const sensorKey = (entry: { plugin: string; kind: string; id: string }): string => `${entry.plugin}/${entry.kind}/${entry.id}`;

export interface ItemAddress {
  readonly plugin: string;
  readonly id: string;
}
export const itemKey = ({ plugin, id }: ItemAddress): string => `${plugin}/${id}`;

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
    case "touched": {
      const key = data.keys.get(record.f);
      if (key) applyTouchedTo(key, record.touched);
      break;
    }
    case "revisions": {
      const { t: _, f, ...snapshot } = record;
      const key = data.keys.get(f);
      if (key) key.revisions = restoreRevisions(snapshot);
      break;
    }
    case "link": {
      const key = data.keys.get(record.f);
      if (key) applyLink(key, record);
      break;
    }
    case "creation":
      data.keys.get(record.f)?.creations.set(record.name, { requestId: record.requestId, at: record.at });
      break;
    case "drop-key":
      data.keys.delete(record.f);
      break;
    case "drop-plugin":
      dropPlugin(data, record.plugin);
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
      data.written.set(itemKey(record), { plugin: record.plugin, id: record.id, at: record.at });
      break;
    case "restored":
      // Values of before are no base for events. A key of another version is read again from the beginning, without events.
      data.events = [];
      data.values.clear();
      for (const key of data.keys.values()) {
        key.version = 0;
        key.announcedUntil = record.at;
        key.retry = undefined;
      }
      break;
    case "facts":
      data.facts = { ...data.facts, ...record.facts };
  }
}

function dropPlugin(data: AccountData, plugin: string): void {
  for (const [id, { address }] of data.keys) if (address.plugin === plugin) data.keys.delete(id);
  for (const [id, entry] of data.sensors) if (entry.plugin === plugin) data.sensors.delete(id);
  for (const id of [...data.values.keys()]) if (id.startsWith(`${plugin}/`)) data.values.delete(id);
  for (const [id, item] of data.written) if (item.plugin === plugin) data.written.delete(id);
  data.events = data.events.filter(({ type }) => !type.startsWith(`${plugin}/`));
}

function applyPage(data: AccountData, page: PageRecord): void {
  const key = data.keys.get(page.f) ?? createFeedKeyState(parseFeedAddress(page.f));
  data.keys.set(page.f, key);
  if (page.begin) {
    key.seenIds = new Set();
    key.quiet = page.quiet ?? false;
  }
  const { plugin } = key.address;
  for (const id of page.removed ?? []) {
    key.items.delete(id);
    data.written.delete(itemKey({ plugin, id }));
  }
  for (const [id, item] of Object.entries(page.put ?? {})) {
    key.items.set(id, item);
    key.seenIds?.add(id);
    data.written.delete(itemKey({ plugin, id }));
  }
  for (const id of page.seen ?? []) key.seenIds?.add(id);
  key.cursor = page.cursor;
  key.version = page.version;
  key.needs = page.needs;
  key.announcedUntil = page.mark;
  if (page.touched) applyTouchedTo(key, page.touched);
  if (page.retry !== undefined) key.retry = page.retry ?? undefined;
  if (!page.end) return;
  if (key.seenIds) key.complete = true;
  key.seenIds = undefined;
  key.quiet = false;
  key.roundStartedAt = page.since;
}

function applyTouchedTo(key: FeedKeyState, touched: TouchedResources): void {
  key.revisions ??= createRevisions();
  applyTouched(key.revisions, touched);
  for (const group of touched.shown ?? []) {
    const { overlay: _, ...link } = key.links.get(group) ?? {};
    key.links.set(group, link);
  }
}

/** An address is of one resource: one that is gone loses its own to the new one. */
function applyLink(key: FeedKeyState, { group, link, touched }: LinkRecord): void {
  for (const [other, { name }] of key.links) {
    if (other === group || name === undefined || name !== link.name) continue;
    key.links.delete(other);
    if (key.revisions?.resources.get(other)?.etag === null) key.revisions.resources.delete(other);
  }
  key.links.set(group, link);
  if (link.name !== undefined) key.creations.delete(link.name);
  if (touched) applyTouchedTo(key, touched);
}

const chunkSize = 500;

/** The records from which this state can be rebuilt, for compaction. */
export function* snapshotParts(data: AccountData): Iterable<StatePart & { readonly records: Iterable<LogRecord> }> {
  for (const [f, key] of data.keys) yield { id: f, records: pagesOf(f, key) };
  // After the pages, which say what has come back.
  yield { id: "", records: recordsOfNoKey(data) };
}

function* recordsOfNoKey(data: AccountData): Iterable<LogRecord> {
  yield { t: "facts", facts: data.facts };
  for (const entry of data.sensors.values()) yield { t: "sensor", ...entry };
  for (const [s, { value, at }] of data.values) yield { t: "value", s, value, at };
  for (const written of data.written.values()) yield { t: "wrote", ...written };
  const events = data.events.slice(-maxJournalEvents);
  for (let i = 0; i < events.length; i += chunkSize) yield { t: "events", events: events.slice(i, i + chunkSize) };
}

function* pagesOf(f: string, key: FeedKeyState): Iterable<LogRecord> {
  const common = {
    t: "page",
    f,
    cursor: key.cursor ?? "",
    version: key.version,
    needs: key.needs,
    since: key.roundStartedAt,
    mark: key.announcedUntil,
    ...(key.retry && { retry: key.retry }),
  } as const;
  const ids = [...key.items.keys()];
  const pages = Math.max(1, Math.ceil(ids.length / chunkSize));
  for (let page = 0; page < pages; page++) {
    const put = Object.fromEntries(ids.slice(page * chunkSize, (page + 1) * chunkSize).map((id) => [id, key.items.get(id)]));
    const last = page === pages - 1 && key.complete;
    yield { ...common, ...(page === 0 && { begin: true }), put, ...(last && { end: true }) };
  }
  if (key.complete && key.seenIds) yield { ...common, begin: true, quiet: key.quiet, seen: [...key.seenIds] };
  if (!key.revisions) return;
  const revisions = snapshotRevisions(key.revisions);
  yield { t: "revisions", f, ...revisions };
  const known = new Set(revisions.resources.map(([group]) => group));
  for (const [group, link] of key.links) if (known.has(group) && Object.keys(link).length > 0) yield { t: "link", f, group, link };
  for (const [name, creation] of key.creations) yield { t: "creation", f, name, ...creation };
}
