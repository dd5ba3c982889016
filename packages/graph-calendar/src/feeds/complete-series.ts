import { CasementError } from "@casement/core";
import type { CalendarEventItem, StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import { soundEvent } from "../sound-event.ts";
import { type CalendarSource, calendarEventPropertiesOf } from "./calendar-source.ts";

/** Series with what a calendar view does not have. */
export interface CompletedSeries {
  /** Masters with the dates of deleted occurrences, and exceptions, by id. */
  readonly put: ReadonlyMap<string, CalendarEventItem>;
  /** Stored exceptions that are none any more. */
  readonly evicted: readonly string[];
  /** Ids of series that could not be read. */
  readonly failed: readonly string[];
}

interface SeriesContext {
  readonly items: StoredCalendarEvents;
  readonly zone: string;
  readonly signal: AbortSignal;
}

/**
 * Reads series completely: their deleted occurrences, and exceptions outside of the window. One read per series; those of one round share a
 * batch. A series that could not be read keeps what was known of it: no sensor needs it, so the round must not fail.
 */
export async function completeSeries(ids: Iterable<string>, source: CalendarSource, context: SeriesContext): Promise<CompletedSeries> {
  const { items, zone } = context;
  const put = new Map<string, CalendarEventItem>();
  const failed: string[] = [];
  const exceptionsBySeries = new Map<string, Set<string>>();
  await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const event = await readSeries(id, source, context.signal);
      if (event === "failed") failed.push(id);
      if (!event || event === "failed") return;
      const { item: sound } = soundEvent(event);
      if (!sound.start || !sound.end) return;
      const master = toCalendarEventItem(sound, zone);
      if (master.type !== "series") return;
      put.set(id, { ...master, cancelledDates: master.cancelledDates ?? [] });
      if (!event.exceptionOccurrences) return;
      const exceptions = new Set<string>();
      for (const received of event.exceptionOccurrences) {
        const { item: exception } = soundEvent({ ...received, ...(source.basic && { body: null }) });
        if (typeof exception.id !== "string" || !exception.start || !exception.end) continue;
        exceptions.add(exception.id);
        const item = toCalendarEventItem(exception, zone);
        put.set(exception.id, { ...item, type: "exception", seriesMasterId: id, ...recurrenceOf(master) });
      }
      exceptionsBySeries.set(id, exceptions);
    }),
  );
  const evicted: string[] = [];
  for (const [id, { type, seriesMasterId, agendaOnly }] of items)
    if (type === "exception" && agendaOnly && exceptionsBySeries.get(seriesMasterId ?? "")?.has(id) === false) evicted.push(id);
  return { put, evicted, failed };
}

/** The series that a page changes, or of which an occurrence or exception is gone. */
export function changedSeriesOf(
  put: ReadonlyMap<string, StoredCalendarEvent>,
  removed: readonly string[],
  items: StoredCalendarEvents,
): Set<string> {
  const changed = new Set<string>();
  for (const [id, item] of put) if (item.type === "series" && items.get(id) !== item) changed.add(id);
  for (const id of removed) {
    const { seriesMasterId } = items.get(id) ?? {};
    if (seriesMasterId !== undefined && (items.has(seriesMasterId) || put.has(seriesMasterId))) changed.add(seriesMasterId);
  }
  for (const id of removed) changed.delete(id);
  return changed;
}

/** `$expand` is documented in beta alone. Where v1.0 refuses it, the exceptions in the window must do. */
async function readSeries(id: string, source: CalendarSource, signal: AbortSignal): Promise<GraphEvent | undefined | "failed"> {
  const path = `${source.path}/events/${encodeURIComponent(id)}`;
  const $select = `${calendarEventPropertiesOf(source)},cancelledOccurrences`;
  for (const query of [{ $select, $expand: "exceptionOccurrences" }, { $select }]) {
    try {
      return await source.graph.get<GraphEvent>(path, { query });
    } catch (error) {
      if (!CasementError.is(error) || signal.aborted) throw error;
      if (error.code === "graph-not-found") return undefined;
      if ((error.details as { status?: unknown } | undefined)?.status !== 400) return "failed";
    }
  }
  return "failed";
}

const recurrenceOf = ({ recurrence }: CalendarEventItem) => (recurrence === undefined ? {} : { recurrence });
