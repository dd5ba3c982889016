import { createRefusal } from "../refusals.ts";
import type { DeltaPosition, DeltaTokens } from "./delta-tokens.ts";
import { buildLink } from "./odata/build-link.ts";
import { pickSelected } from "./odata/pick-selected.ts";
import type { GraphRequest, GraphResult } from "./route.ts";
import type { CollectionEntry } from "./store/collection.ts";

/** What a round reads: a `Collection`, or anything that numbers its changes. */
export interface DeltaSource<T> {
  readonly seq: number;
  readonly floor: number;
  /** Entries and tombstones changed after `seq`, in the order of their changes. */
  after(seq: number): Iterable<CollectionEntry<T>>;
}

export interface DeltaDefinition<T> {
  tokens: DeltaTokens;
  source: DeltaSource<T>;
  /** Unique within the mailbox: `messages/<folder>`, `calendarView/<calendar>`. */
  name: string;
  /** `Collection(message)`: the end of `@odata.context`. */
  context: string;
  /** Without `Prefer: odata.maxpagesize`. */
  defaultPageSize: number;
  maxPageSize: number;
  /** What a first request asks for and every later link remembers; throw here for what is refused. `$select` is remembered by itself. */
  options?: Readonly<Record<string, string>>;
  /** The items of one entry, live or removed (`tombstone`): none, one, or many. What was removed before the first round is not asked for. */
  items(entry: CollectionEntry<T>, options: Readonly<Record<string, string>>): object[];
}

/** `{ id, "@removed": { reason } }`. */
export const presentTombstone = (id: string, reason: "deleted" | "changed" = "deleted"): object => ({ id, "@removed": { reason } });

/**
 * One page of a delta round. Positions are change numbers, so a page and a round differ only in the name of the link: an item that
 * changes while a client pages through comes again at the end, and nothing is kept on the server.
 */
export function buildDeltaPage<T>(request: GraphRequest, delta: DeltaDefinition<T>): GraphResult {
  const { tokens, source } = delta;
  const owner = request.mailboxUser.id;
  const token = request.query.skipToken ?? request.query.deltaToken;
  const start: DeltaPosition = token
    ? tokens.read(owner, delta.name, token)
    : { source: delta.name, seq: 0, offset: 0, baseline: source.seq, options: firstOptions(request, delta) };
  if (start.seq < source.floor && start.baseline < source.floor) throw createRefusal("delta-token-expired");
  const { options, baseline } = start;
  const select = options.$select?.split(",");
  const size = Math.min(request.prefer.maxPageSize ?? (Number(options.$top) || delta.defaultPageSize), delta.maxPageSize);

  const value: object[] = [];
  let seq = start.seq;
  let offset = start.offset;
  let more = false;
  for (const entry of source.after(start.seq)) {
    if (value.length >= size) {
      more = true;
      break;
    }
    if (!(entry.removed && entry.seq <= baseline)) {
      const items = delta.items(entry, options);
      const rest = items.slice(offset, offset + size - value.length);
      for (const item of rest) value.push("@removed" in item ? item : pickSelected(item, select, { always: ["id"] }));
      if (offset + rest.length < items.length) {
        offset += rest.length;
        more = true;
        break;
      }
    }
    seq = entry.seq;
    offset = 0;
  }
  if (!more) seq = Math.max(seq, source.seq);
  const next = tokens.write(owner, { source: delta.name, seq, offset, baseline: baseline, options });
  return {
    status: 200,
    body: {
      "@odata.context": `${request.origin}/v1.0/$metadata#${delta.context}`,
      ...(more
        ? { "@odata.nextLink": buildLink(request, { $skiptoken: next }) }
        : { "@odata.deltaLink": buildLink(request, { $deltatoken: next }) }),
      value,
    },
  };
}

function firstOptions<T>(request: GraphRequest, delta: DeltaDefinition<T>): Record<string, string> {
  const { select, top } = request.query;
  return {
    ...delta.options,
    ...(select ? { $select: select.join(",") } : {}),
    ...(top !== undefined && top > 0 ? { $top: String(top) } : {}),
  };
}
