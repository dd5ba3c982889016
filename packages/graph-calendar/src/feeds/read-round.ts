import { CasementError } from "@casement/core";
import type { GraphEvent } from "../graph-types.ts";
import { eventFields, type Place } from "./event-reader.ts";
import { type Window, windowQuery } from "./window.ts";

/** One round of reading a calendar: everything in the window, or what changed in it. */
export interface Round {
  readonly whole: boolean;
  readonly events: ReadonlyMap<string, GraphEvent>;
  readonly removed: readonly string[];
  /** Where the next delta round begins; absent after a plain read of the window. */
  readonly link?: string;
}

const pageSize = 200;
/** Of a calendar that knows no delta: bad request, forbidden, not found (the plain read then tells whether it is the calendar), no such method, not implemented. */
const refusals = new Set([400, 403, 404, 405, 501]);

/**
 * A delta round to its end: a stub and the master that completes it may come on different pages. Undefined when the calendar refuses delta.
 * An expired link makes it a whole round.
 */
export async function deltaRound({ graph, path, basic }: Place, window: Window, link: string | undefined): Promise<Round | undefined> {
  const events = new Map<string, GraphEvent>();
  const removed = new Set<string>();
  let whole = link === undefined;
  let cursor = link;
  for (;;) {
    const options = { query: { ...windowQuery(window) }, headers: { Prefer: `odata.maxpagesize=${pageSize}` } };
    const page = await graph.delta<GraphEvent>(`${path}/calendarView/delta`, cursor, options).catch((error: unknown) => {
      if (refusesDelta(error)) return undefined;
      throw error;
    });
    if (!page) return undefined;
    if (page.restart) {
      whole = true;
      events.clear();
      removed.clear();
    }
    for (const id of page.removed) {
      events.delete(id);
      removed.add(id);
    }
    for (const [id, event] of Object.entries(page.put)) {
      removed.delete(id);
      // Delta takes no $select: with permission to write, the text comes along.
      events.set(id, basic ? { ...event, body: null } : event);
    }
    cursor = page.cursor;
    if (!page.more) return { whole, events, removed: [...removed], link: cursor };
  }
}

/** The whole window by a plain read. */
export async function windowRound({ graph, path, basic }: Place, window: Window): Promise<Round> {
  const events = new Map<string, GraphEvent>();
  const query = { ...windowQuery(window), $select: eventFields(basic), $top: pageSize };
  for await (const event of graph.pages<GraphEvent>(`${path}/calendarView`, { query })) events.set(event.id, event);
  return { whole: true, events, removed: [] };
}

function refusesDelta(error: unknown): boolean {
  return CasementError.is(error) && refusals.has(Number(error.details.status));
}
