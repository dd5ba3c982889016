import type { GraphEvent } from "../graph-types.ts";
import { type CalendarSource, calendarEventPropertiesOf } from "./calendar-source.ts";
import { type CalendarWindow, toWindowQuery } from "./calendar-window.ts";

/** The result of reading a calendar once. */
export interface CalendarRound {
  /** Everything in the window was read, not only what changed. */
  readonly isFull: boolean;
  readonly events: ReadonlyMap<string, GraphEvent>;
  readonly removed: readonly string[];
  /** Where the next round begins. */
  readonly link: string;
  /** The calendar refuses delta: what was read is in `listWindow`. */
  readonly isList?: boolean;
}

const pageSize = 200;

export interface ReadRoundOptions {
  readonly onDemand: boolean;
  /** The window to read if the calendar refuses delta. */
  readonly listWindow: CalendarWindow;
}

/**
 * Reads a round to its end, since a stub and its master may be on different pages. The round is full when there is no link, when the link
 * has expired, or when the calendar refuses delta. Undefined when it is too early to read such a calendar again.
 */
export async function readRound(
  source: CalendarSource,
  window: CalendarWindow,
  link: string | undefined,
  { onDemand, listWindow }: ReadRoundOptions,
): Promise<CalendarRound | undefined> {
  const { graph, path, basic } = source;
  const events = new Map<string, GraphEvent>();
  const removed = new Set<string>();
  let isFull = false;
  let isList = false;
  let cursor = link;
  for (;;) {
    const page = await graph.delta<GraphEvent>(`${path}/calendarView/delta`, cursor, {
      query: { ...toWindowQuery(window) },
      headers: { Prefer: `odata.maxpagesize=${pageSize}` },
      list: {
        path: `${path}/calendarView`,
        query: { ...toWindowQuery(listWindow), $select: calendarEventPropertiesOf(source), $top: pageSize },
      },
      onDemand,
    });
    if (!page) return undefined;
    if (page.restart) {
      isFull = true;
      events.clear();
      removed.clear();
    }
    isList ||= page.isList === true;
    for (const id of page.removed) {
      events.delete(id);
      removed.add(id);
    }
    for (const [id, event] of Object.entries(page.put)) {
      removed.delete(id);
      // Delta does not support $select. With permission to write, Graph returns the body.
      events.set(id, basic && !page.isList ? { ...event, body: null } : event);
    }
    cursor = page.cursor;
    if (!page.more) return { isFull, events, removed: [...removed], link: cursor, ...(isList && { isList }) };
  }
}
