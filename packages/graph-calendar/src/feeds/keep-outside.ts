import { CasementError, type Logger } from "@casement/core";
import type { CalendarEventItem, StoredCalendarEvent } from "../calendar-event.ts";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import type { CalendarSource } from "./calendar-source.ts";
import { type CalendarWindow, createWindowTest } from "./calendar-window.ts";
import type { RoundContext } from "./items-of-round.ts";

/** What a full read of the window says about stored items outside of it. */
export interface KeptItems {
  /** Items that still exist, as they are now. */
  readonly kept: ReadonlyMap<string, StoredCalendarEvent>;
  /** Ids that the rules for the window decide. */
  readonly others: readonly string[];
}

const pageSize = 500;

/**
 * Keeps what calendar programs were given and what is no longer in the window: leaving the window is no deletion. One list of the calendar's
 * ids says what still exists, and what has changed since. Occurrences leave, because their series stays.
 */
export async function keepOutside(
  missing: readonly string[],
  { put, window }: { readonly put: ReadonlyMap<string, StoredCalendarEvent>; readonly window: CalendarWindow },
  source: CalendarSource,
  { items, readEvent, zone, log, signal }: RoundContext & { readonly log: Logger; readonly signal: AbortSignal },
): Promise<KeptItems> {
  const isOutside = createWindowTest(window);
  const candidates = new Map<string, CalendarEventItem>();
  for (const id of missing) {
    const item = items.get(id);
    if (item && "subject" in item && item.type !== "occurrence" && (item.type === "series" ? item.agendaOnly : isOutside(item)))
      candidates.set(id, item);
  }
  const kept = new Map<string, StoredCalendarEvent>();
  if (candidates.size > 0) {
    const existing = await listChangeKeys(source).catch((error) => {
      if (!CasementError.is(error) || signal.aborted) throw error;
      log.warn("Events outside of the window could not be compared with Microsoft 365. Calendar programs keep them as they are.");
      return undefined;
    });
    await Promise.all(
      [...candidates].map(async ([id, item]) => {
        if (item.type === "exception" || existing?.has(id) === false) return;
        const event = !existing || existing.get(id) === item.changeKey ? undefined : await readEvent(id);
        kept.set(id, event && event !== "odd" ? toCalendarEventItem(event, zone) : item);
      }),
    );
    for (const [id, item] of candidates)
      if (item.type === "exception" && (kept.has(item.seriesMasterId ?? "") || put.has(item.seriesMasterId ?? ""))) kept.set(id, item);
  }
  return { kept, others: missing.filter((id) => !candidates.has(id)) };
}

/** Change keys of all single events and series of a calendar, by id. */
async function listChangeKeys({ graph, path }: CalendarSource): Promise<Map<string, string | undefined>> {
  const keys = new Map<string, string | undefined>();
  const query = { $select: "id,changeKey", $top: pageSize };
  for await (const { id, changeKey } of graph.pages<GraphEvent>(`${path}/events`, { query })) keys.set(id, changeKey ?? undefined);
  return keys;
}
