import { createRefusal } from "../refusals/create-refusal.ts";
import type { DeltaPosition, DeltaTokens } from "./delta-tokens.ts";
import { buildLink } from "./odata/build-link.ts";
import { parseExpand } from "./odata/parse-expand.ts";
import { pickQueried } from "./odata/pick-selected.ts";
import type { GraphRequest, GraphResult } from "./route.ts";
import type { CollectionEntry } from "./store/collection.ts";

/** Source of a delta round: a `Collection`, or anything else that numbers its changes. */
export interface DeltaSource<T> {
  readonly seq: number;
  readonly floor: number;
  /** Returns entries and tombstones that changed after `seq`, in the order of their changes. */
  after(seq: number): Iterable<CollectionEntry<T>>;
}

export interface DeltaDefinition<T> {
  tokens: DeltaTokens;
  source: DeltaSource<T>;
  /** Unique within the mailbox, for example `messages/<folder>` or `calendarView/<calendar>`. */
  name: string;
  /** End of `@odata.context`, for example `Collection(message)`. */
  context: string;
  /** Page size without `Prefer: odata.maxpagesize`. */
  defaultPageSize: number;
  maxPageSize: number;
  /** Options of the first request that later links repeat. Throw here to refuse a request. `$select` and `$expand` are added automatically. */
  options?: Readonly<Record<string, string>>;
  /**
   * Returns the items of one entry, existing or removed (`presentTombstone`): none, one, or many. Not called for entries that were removed
   * before the first round.
   */
  items(entry: CollectionEntry<T>, options: Readonly<Record<string, string>>): object[];
}

/** `{ id, "@removed": { reason } }`. */
export const presentTombstone = (id: string, reason: "deleted" | "changed" = "deleted"): object => ({ id, "@removed": { reason } });

/**
 * Builds one page of a delta round. Positions are sequence numbers, so a page and a round differ only in the name of the link. An item that
 * changes while a client reads pages is sent again at the end. The server keeps no state.
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
  const query = { select: options.$select?.split(","), expand: parseExpand(options.$expand ?? "") };
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
      for (const item of rest) value.push("@removed" in item ? item : pickQueried(item, query, ["id"]));
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
  const { select, top, expand, texts } = request.query;
  return {
    ...delta.options,
    ...(select ? { $select: select.join(",") } : {}),
    ...(expand.length > 0 ? { $expand: texts.get("expand") ?? "" } : {}),
    ...(top !== undefined && top > 0 ? { $top: String(top) } : {}),
  };
}
