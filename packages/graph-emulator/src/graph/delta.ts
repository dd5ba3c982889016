import { refuse } from "../refusals.ts";
import type { DeltaPosition, DeltaTokens } from "./delta-tokens.ts";
import { linkTo } from "./odata/link.ts";
import { pick } from "./odata/pick.ts";
import type { GraphCall, GraphResult } from "./route.ts";
import type { Entry } from "./store/collection.ts";

/** What a round reads: a `Collection`, or anything that numbers its changes. */
export interface DeltaSource<T> {
  readonly seq: number;
  readonly floor: number;
  /** Entries and tombstones changed after `seq`, in the order of their changes. */
  after(seq: number): Iterable<Entry<T>>;
}

export interface DeltaRequest<T> {
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
  items(entry: Entry<T>, options: Readonly<Record<string, string>>): object[];
}

/** `{ id, "@removed": { reason } }`. */
export const tombstone = (id: string, reason: "deleted" | "changed" = "deleted"): object => ({ id, "@removed": { reason } });

/**
 * One page of a delta round. Positions are change numbers, so a page and a round differ only in the name of the link: an item that
 * changes while a client pages through comes again at the end, and nothing is kept on the server.
 */
export function deltaPage<T>(call: GraphCall, request: DeltaRequest<T>): GraphResult {
  const { tokens, source } = request;
  const owner = call.mailboxUser.id;
  const token = call.query.skipToken ?? call.query.deltaToken;
  const start: DeltaPosition = token
    ? tokens.read(owner, request.name, token)
    : { source: request.name, seq: 0, offset: 0, birth: source.seq, options: firstOptions(call, request) };
  if (start.seq < source.floor && start.birth < source.floor) throw refuse("delta-token-expired");
  const { options, birth } = start;
  const select = options.$select?.split(",");
  const size = Math.min(call.prefer.maxPageSize ?? (Number(options.$top) || request.defaultPageSize), request.maxPageSize);

  const value: object[] = [];
  let seq = start.seq;
  let offset = start.offset;
  let more = false;
  for (const entry of source.after(start.seq)) {
    if (value.length >= size) {
      more = true;
      break;
    }
    if (!(entry.removed && entry.seq <= birth)) {
      const items = request.items(entry, options);
      const rest = items.slice(offset, offset + size - value.length);
      for (const item of rest) value.push("@removed" in item ? item : pick(item, select, { always: ["id"] }));
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
  const next = tokens.write(owner, { source: request.name, seq, offset, birth, options });
  return {
    status: 200,
    body: {
      "@odata.context": `${call.origin}/v1.0/$metadata#${request.context}`,
      ...(more ? { "@odata.nextLink": linkTo(call, { $skiptoken: next }) } : { "@odata.deltaLink": linkTo(call, { $deltatoken: next }) }),
      value,
    },
  };
}

function firstOptions<T>(call: GraphCall, request: DeltaRequest<T>): Record<string, string> {
  const { select, top } = call.query;
  return {
    ...request.options,
    ...(select ? { $select: select.join(",") } : {}),
    ...(top !== undefined && top > 0 ? { $top: String(top) } : {}),
  };
}
