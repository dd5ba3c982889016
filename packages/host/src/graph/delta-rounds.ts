import { crc32 } from "node:zlib";
import { CasementError, type Logger } from "@casement/core";
import type { GraphRequest } from "./graph-request.ts";
import { invalidPage } from "./invalid-page.ts";

/** Rounds after which a cursor that Graph keeps refusing is given up. */
const maxRefusals = 3;
/** Pages in a row that may contain nothing new. Graph sends some empty pages while it looks through a large folder. */
const maxPagesWithoutNews = 25;
/** After such a round, the following ones cost no more than rounds without changes do, until one ends. */
const maxPagesAfterEndless = 10;
/** Not the cursor's fault: sign-in, permission, throttling, outage. */
const otherFaults = new Set([401, 403, 408, 429, 502, 503, 504]);

interface DeltaRound {
  /** The cursor with which the round goes on. */
  next: string | undefined;
  readonly links: Set<string>;
  /** What was seen of each item, as a checksum. */
  readonly items: Map<string, number>;
  withoutNews: number;
}

/** Remembers the delta rounds of an account in progress, so that rounds without end are noticed, and cursors that never work again. */
export interface DeltaRounds {
  /** @throws CasementError `graph-error` when the page links back, or when many pages in a row contain nothing new */
  checkPage(
    request: GraphRequest,
    page: { cursor: string | undefined; next: string; more: boolean; items: readonly { id: string }[] },
  ): void;
  /** Notes that Graph refused a cursor. Returns whether the cursor has to be given up. */
  refuse(cursor: string, error: unknown): boolean;
  accept(cursor: string): void;
  /** Whether an entry has a text as its ID. The first one of a plugin and path that has none is logged. */
  hasId(request: GraphRequest, item: unknown): boolean;
}

export function createDeltaRounds(log: Logger): DeltaRounds {
  const named = new Set<string>();
  const rounds = new Map<string, DeltaRound>();
  const endless = new Set<string>();
  const refusals = new Map<string, number>();
  return {
    checkPage(request, { cursor, next, more, items }) {
      const key = `${request.plugin} ${request.path}`;
      const known = rounds.get(key);
      rounds.delete(key);
      if (!more) {
        endless.delete(key);
        return;
      }
      const continues = known !== undefined && known.next === cursor;
      const round: DeltaRound = continues ? known : { next: undefined, links: new Set(), items: new Map(), withoutNews: 0 };
      if (cursor !== undefined) round.links.add(cursor);
      if (round.links.has(next)) throw invalidPage(request, "links back to a page that was already read");
      let hasNews = false;
      for (const item of items) {
        const checksum = crc32(JSON.stringify(item));
        hasNews ||= round.items.get(item.id) !== checksum;
        round.items.set(item.id, checksum);
      }
      round.withoutNews = hasNews ? 0 : round.withoutNews + 1;
      const maxPages = endless.has(key) ? maxPagesAfterEndless : maxPagesWithoutNews;
      if (round.withoutNews >= maxPages) {
        endless.add(key);
        throw invalidPage(request, "is one of many in a row that contain nothing new");
      }
      round.next = next;
      rounds.set(key, round);
    },
    refuse(cursor, error) {
      if (!CasementError.is(error)) return false;
      const { status } = error.details;
      // Without a status, the page itself is invalid.
      if (status === undefined ? error.code !== "graph-error" : otherFaults.has(Number(status))) return false;
      const count = (refusals.get(cursor) ?? 0) + 1;
      refusals.set(cursor, count);
      return count >= maxRefusals;
    },
    accept: (cursor) => void refusals.delete(cursor),
    hasId({ plugin, method, shape }, item) {
      if (typeof (item as { id?: unknown } | null)?.id === "string") return true;
      const source = `${plugin} ${shape}`;
      if (!named.has(source)) log.warn(`${plugin}: ${method} ${shape}: left out an entry without an ID.`);
      named.add(source);
      return false;
    },
  };
}
