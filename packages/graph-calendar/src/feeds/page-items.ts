import type { Logger } from "@casement/core";
import type { StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { CalendarSource } from "./calendar-source.ts";
import type { CalendarWindow } from "./calendar-window.ts";
import { classifyMissing } from "./classify-missing.ts";
import { changedSeriesOf, completeSeries } from "./complete-series.ts";
import { itemsOfRound, type RoundContext } from "./items-of-round.ts";
import { keepOutside } from "./keep-outside.ts";
import type { OddEvents } from "./odd-events.ts";
import { readClientUids } from "./read-client-uids.ts";
import type { CalendarRound } from "./read-round.ts";

/** What a round changes. */
export interface PageItems {
  readonly put: Map<string, StoredCalendarEvent>;
  /** No longer in the calendar. */
  readonly removed: readonly string[];
  readonly evicted: readonly string[];
  /** Ids of `put` that moved out of the window. */
  readonly moved: readonly string[];
  /** Ids of series that are not complete. */
  readonly incomplete: readonly string[];
}

interface PageItemsContext extends RoundContext {
  readonly source: CalendarSource;
  readonly odd: Pick<OddEvents, "isUnreadable">;
  /** Calendar programs are served: what was in the window once stays, and series are completed. */
  readonly isForAgenda: boolean;
  /** Series that could not be completed before. */
  readonly incomplete: readonly string[];
  /** What calendar programs created and what is not stored yet. */
  readonly awaited: readonly string[];
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * `window`: what the round covers; `isPart`: it is only the sensors' part of the window. `hasRead`: the stored items are the result of an
 * earlier round.
 */
export async function pageItemsOf(
  round: CalendarRound,
  window: CalendarWindow,
  isPart: boolean,
  context: PageItemsContext,
  hasRead: boolean,
): Promise<PageItems> {
  const { items, odd, isForAgenda, source } = context;
  const { isFull } = round;
  const put = await itemsOfRound(round, context);
  await addAwaited(put, context);
  const isMissing = (id: string) => !put.has(id) && !odd.isUnreadable(id) && !(isPart && items.get(id)?.agendaOnly);
  let missing: readonly string[] = isFull ? [...items.keys()].filter(isMissing) : round.removed;
  if (isForAgenda && isPart) {
    for (const [id, item] of items) if (item.agendaOnly && !put.has(id)) put.set(id, item);
  } else if (isForAgenda && isFull) {
    const { kept, others } = await keepOutside(missing, { put, window }, source, context);
    for (const [id, item] of kept) put.set(id, item);
    missing = others;
  }
  const { deleted, evicted, left, moved } = await classifyMissing(hasRead ? missing : [], { put, window, isFull }, context);
  for (const [id, item] of moved) put.set(id, item);
  if (!isForAgenda) return { put, removed: deleted, evicted: [...evicted, ...left.keys()], moved: [...moved.keys()], incomplete: [] };

  const gone = [...evicted];
  for (const [id, item] of left)
    if (item.type === "occurrence" && !isPart) gone.push(id);
    else put.set(id, item);
  const again = context.incomplete.filter((id) => items.has(id) && !deleted.includes(id));
  const series = await completeSeries([...changedSeriesOf(put, [...deleted, ...gone], items), ...again], source, context);
  for (const [id, item] of series.put) put.set(id, item);
  for (const id of series.failed) keepCancelledDates(id, put, items);
  if (series.failed.length > again.length)
    context.log.warn("Series could not be read completely. Calendar programs show their deleted occurrences until they can be read.", {
      count: series.failed.length,
    });
  await keepClientUids(put, isFull && items.size === 0, context);
  return {
    put,
    removed: deleted,
    evicted: [...gone, ...series.evicted.filter((id) => !put.has(id))],
    moved: [...moved.keys()],
    incomplete: series.failed,
  };
}

async function keepClientUids(put: Map<string, StoredCalendarEvent>, isFirst: boolean, context: PageItemsContext): Promise<void> {
  const uids = isFirst ? await readClientUids(context.source, context.log) : undefined;
  for (const [id, item] of put) {
    const before = context.items.get(id);
    const clientUid = uids?.get(id) ?? (before && "subject" in before ? before.clientUid : undefined);
    if (clientUid !== undefined && "subject" in item) put.set(id, { ...item, clientUid });
  }
}

/** What was created outside of the window would not come otherwise, and what Graph's view shows late comes at once. */
async function addAwaited(put: Map<string, StoredCalendarEvent>, { awaited, items, readEvent, zone }: PageItemsContext): Promise<void> {
  await Promise.all(
    awaited.map(async (id) => {
      const event = put.has(id) || items.has(id) ? undefined : await readEvent(id);
      if (event && event !== "odd" && event.start && event.end) put.set(id, toCalendarEventItem(event, zone));
    }),
  );
}

function keepCancelledDates(id: string, put: Map<string, StoredCalendarEvent>, items: StoredCalendarEvents): void {
  const [before, after] = [items.get(id), put.get(id)];
  if (before && after && "subject" in before && "subject" in after && before.cancelledDates)
    put.set(id, { ...after, cancelledDates: before.cancelledDates });
}
