import type { JournalEvent } from "../api.ts";
import { journalLength } from "../events/journal.ts";
import type { AccountFacts, LogRecord, PageRecord, SensorEntry } from "./records.ts";

/** One key of a feed, as replayed from the log. */
export interface KeyState {
  readonly items: Map<string, unknown>;
  cursor: string | undefined;
  /** A full read has been finished once: from then on changes raise events. */
  complete: boolean;
  /** Ids met so far, while a full read is on its way. */
  seen: Set<string> | undefined;
  quiet: boolean;
  version: number;
  needs: string;
  /** When the last round began (ms). */
  since: number;
  mark: number;
}

/** Everything that an account knows, in memory. Changed by `apply` alone. */
export interface AccountData {
  readonly keys: Map<string, KeyState>;
  /** By `plugin/kind/id`. */
  readonly sensors: Map<string, SensorEntry>;
  readonly values: Map<string, { readonly value: unknown; readonly at: number }>;
  /** `plugin/id` → when (ms). */
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

export const newKeyState = (): KeyState => ({
  items: new Map(),
  cursor: undefined,
  complete: false,
  seen: undefined,
  quiet: false,
  version: 0,
  needs: "",
  since: 0,
  mark: 0,
});

export const sensorKey = (entry: { plugin: string; kind: string; id: string }): string => `${entry.plugin}/${entry.kind}/${entry.id}`;

export function apply(data: AccountData, record: LogRecord): void {
  if ("events" in record && record.events) data.events.push(...record.events);
  if (data.events.length > 2 * journalLength) data.events = data.events.slice(-journalLength);
  switch (record.t) {
    case "page":
      applyPage(data, record);
      break;
    case "due": {
      const key = data.keys.get(record.f);
      if (key) key.mark = record.mark;
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
  const key = data.keys.get(page.f) ?? newKeyState();
  data.keys.set(page.f, key);
  if (page.begin) {
    key.seen = new Set();
    key.quiet = page.quiet ?? false;
  }
  const plugin = page.f.slice(0, page.f.indexOf("/"));
  for (const id of page.removed ?? []) {
    key.items.delete(id);
    data.written.delete(`${plugin}/${id}`);
  }
  for (const [id, item] of Object.entries(page.put ?? {})) {
    key.items.set(id, item);
    key.seen?.add(id);
    data.written.delete(`${plugin}/${id}`);
  }
  for (const id of page.seen ?? []) key.seen?.add(id);
  key.cursor = page.cursor;
  key.version = page.version;
  key.needs = page.needs;
  key.mark = page.mark;
  if (!page.end) return;
  if (key.seen) key.complete = true;
  key.seen = undefined;
  key.quiet = false;
  key.since = page.since;
}

const chunk = 500;

/** The shortest list of records that gives this state again. */
export function* snapshot(data: AccountData): Iterable<LogRecord> {
  yield { t: "facts", facts: data.facts };
  for (const entry of data.sensors.values()) yield { t: "sensor", ...entry };
  for (const [s, { value, at }] of data.values) yield { t: "value", s, value, at };
  for (const [f, key] of data.keys) yield* pagesOf(f, key);
  for (const [address, at] of data.written) {
    const slash = address.indexOf("/");
    yield { t: "wrote", plugin: address.slice(0, slash), id: address.slice(slash + 1), at };
  }
  const events = data.events.slice(-journalLength);
  for (let i = 0; i < events.length; i += chunk) yield { t: "events", events: events.slice(i, i + chunk) };
}

function* pagesOf(f: string, key: KeyState): Iterable<PageRecord> {
  const common = {
    t: "page",
    f,
    cursor: key.cursor ?? "",
    version: key.version,
    needs: key.needs,
    since: key.since,
    mark: key.mark,
  } as const;
  const ids = [...key.items.keys()];
  const pages = Math.max(1, Math.ceil(ids.length / chunk));
  for (let page = 0; page < pages; page++) {
    const put = Object.fromEntries(ids.slice(page * chunk, (page + 1) * chunk).map((id) => [id, key.items.get(id)]));
    const last = page === pages - 1 && key.complete;
    yield { ...common, ...(page === 0 && { begin: true }), put, ...(last && { end: true }) };
  }
  if (key.complete && key.seen) yield { ...common, begin: true, quiet: key.quiet, seen: [...key.seen] };
}
