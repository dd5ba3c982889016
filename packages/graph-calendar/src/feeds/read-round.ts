import { CasementError } from "@casement/core";
import type { GraphEvent } from "../graph-types.ts";
import { type CalendarSource, calendarEventPropertiesOf } from "./calendar-source.ts";
import { type CalendarWindow, toWindowQuery } from "./calendar-window.ts";

/** The result of reading a calendar once. */
export interface CalendarRound {
  /** Everything in the window was read, not only what changed. */
  readonly isFull: boolean;
  readonly events: ReadonlyMap<string, GraphEvent>;
  readonly removed: readonly string[];
  /** Where the next delta round begins. Absent after a read of the window. */
  readonly link?: string;
}

const pageSize = 200;
/**
 * The responses of a calendar without delta: bad request, forbidden, not found, method not allowed, not implemented. When the calendar itself
 * does not exist or is forbidden, the read of the window that follows fails too.
 */
const refusingStatuses = new Set([400, 403, 404, 405, 501]);

/**
 * Reads a delta round to its end, since a stub and its master may be on different pages. The round is full when there is no link or when
 * the link has expired. Undefined when the calendar refuses delta.
 */
export async function readDeltaRound(
  { graph, path, basic }: CalendarSource,
  window: CalendarWindow,
  link: string | undefined,
): Promise<CalendarRound | undefined> {
  const events = new Map<string, GraphEvent>();
  const removed = new Set<string>();
  let isFull = link === undefined;
  let cursor = link;
  for (;;) {
    const options = { query: { ...toWindowQuery(window) }, headers: { Prefer: `odata.maxpagesize=${pageSize}` } };
    const page = await graph.delta<GraphEvent>(`${path}/calendarView/delta`, cursor, options).catch((error: unknown) => {
      if (refusesDelta(error)) return undefined;
      throw error;
    });
    if (!page) return undefined;
    if (page.restart) {
      isFull = true;
      events.clear();
      removed.clear();
    }
    for (const id of page.removed) {
      events.delete(id);
      removed.add(id);
    }
    for (const [id, event] of Object.entries(page.put)) {
      removed.delete(id);
      // Delta does not support $select. With permission to write, Graph returns the body.
      events.set(id, basic ? { ...event, body: null } : event);
    }
    cursor = page.cursor;
    if (!page.more) return { isFull, events, removed: [...removed], link: cursor };
  }
}

/** Reads the whole window, without delta. */
export async function readWindowRound(source: CalendarSource, window: CalendarWindow): Promise<CalendarRound> {
  const events = new Map<string, GraphEvent>();
  const query = { ...toWindowQuery(window), $select: calendarEventPropertiesOf(source), $top: pageSize };
  for await (const event of source.graph.pages<GraphEvent>(`${source.path}/calendarView`, { query })) events.set(event.id, event);
  return { isFull: true, events, removed: [] };
}

function refusesDelta(error: unknown): boolean {
  return CasementError.is(error) && refusingStatuses.has(Number(error.details.status));
}
