import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { GraphFault } from "../../protocol/graph-fault.ts";
import { buildLink } from "../../protocol/odata/build-link.ts";
import { withPreferenceApplied } from "../../protocol/preference-applied.ts";
import type { GraphRequest, GraphResult } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { type CalendarTarget, eventViewOf, findCalendar } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { listCalendarView, readCalendarWindow } from "./calendar-window.ts";
import { type EventInstance, toInstance } from "./event-instance.ts";
import { type EventView, presentEvent, presentOccurrenceStub } from "./present-event.ts";

/** Contents of a calendar at the end of a round: versions by id. */
type Snapshot = ReadonlyMap<string, number>;

export interface CalendarDelta {
  /** Builds a page of `calendarView/delta` for a window, or of `events/delta` for a whole calendar. */
  buildPage(request: GraphRequest, kind: "calendarView" | "events"): GraphResult;
  /** Restricts delta to the default calendar, as in Microsoft's reference page. */
  primaryOnly: boolean;
}

const maxSnapshots = 5000;
const defaultPageSize = 10;
const maxPageSize = 512;

const equalSnapshots = (a: Snapshot, b: Snapshot) => a.size === b.size && [...a].every(([id, version]) => b.get(id) === version);

/**
 * Tracks changes by comparison: each round ends with a snapshot of the window, and the next round reports the differences. This covers
 * windows that change with time, series that lose occurrences, and events that move out of the window.
 */
export function createCalendarDelta(store: CalendarStore, tokens: DeltaTokens): CalendarDelta {
  const snapshots = new Map<number, Snapshot>([[0, new Map()]]);
  const latest = new Map<string, number>();
  /** Version of the store at which a snapshot was last confirmed. It stays valid until the next change. */
  const confirmedAtVersion = new Map<number, number>();
  let count = 0;

  const storeSnapshot = (name: string, now: Snapshot, base: number): number => {
    const known = [base, latest.get(name) ?? 0].find((number) => number > 0 && equalSnapshots(snapshots.get(number) ?? new Map(), now));
    const number = known ?? ++count;
    confirmedAtVersion.set(number, store.version);
    if (known !== undefined) return known;
    snapshots.set(number, now);
    latest.set(name, number);
    for (const old of [snapshots, confirmedAtVersion]) old.delete(number - maxSnapshots);
    return number;
  };

  /** Returns the changed ids of a round: masters before their occurrences, removed items last. */
  const changedIds = (base: Snapshot, targetSnapshot: Snapshot): string[] => [
    ...[...targetSnapshot].filter(([id, version]) => base.get(id) !== version).map(([id]) => id),
    ...[...base.keys()].filter((id) => !targetSnapshot.has(id)),
  ];

  const findSnapshot = (number: number): Snapshot => {
    const found = snapshots.get(number);
    if (!found) throw createRefusal("delta-token-expired");
    return found;
  };

  const delta: CalendarDelta = {
    primaryOnly: false,
    buildPage(request, kind) {
      const target = findCalendar(store, request);
      refuseOptions(request, kind);
      if (delta.primaryOnly && !target.calendar.isDefault) throw createRefusal("calendar-delta-primary-only");
      const mailbox = request.mailboxUser.id;
      const name = `${kind}/${target.calendar.id}`;
      const token = request.query.skipToken ?? request.query.deltaToken;
      const previous = token ? tokens.read(mailbox, name, token) : undefined;
      const options = previous?.options ?? windowOptions(request, kind);
      const liveItemsOnce = lazily(() => liveItems(store, target, options));
      const base = request.query.skipToken ? previous!.baseline : (previous?.seq ?? 0);
      const takeSnapshot = () => {
        if (request.query.skipToken) return previous!.seq;
        if (base > 0 && confirmedAtVersion.get(base) === store.version) return base;
        return storeSnapshot(
          `${name} ${JSON.stringify(options)}`,
          new Map([...liveItemsOnce()].map(([id, { version }]) => [id, version])),
          base,
        );
      };
      const targetSnapshot = takeSnapshot();
      const ids = changedIds(findSnapshot(base), findSnapshot(targetSnapshot));
      const offset = request.query.skipToken ? previous!.offset : 0;
      const end = offset + Math.min(request.prefer.maxPageSize ?? request.query.top ?? defaultPageSize, maxPageSize);
      const hasMore = end < ids.length;
      const position = { source: name, options, seq: targetSnapshot };
      const next = tokens.write(
        mailbox,
        hasMore ? { ...position, baseline: base, offset: end } : { ...position, baseline: targetSnapshot, offset: 0 },
      );
      const view = eventViewOf(request, target);
      return withPreferenceApplied(request, {
        status: 200,
        body: {
          "@odata.context": `${request.origin}/v1.0/$metadata#Collection(event)`,
          ...(hasMore
            ? { "@odata.nextLink": buildLink(request, { $skiptoken: next }) }
            : { "@odata.deltaLink": buildLink(request, { $deltatoken: next }) }),
          value: ids.slice(offset, end).flatMap((id) => present(id, liveItemsOnce().get(id), findSnapshot(targetSnapshot), view)),
        },
      });
    },
  };
  return delta;
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Omits an item that was removed between two pages. The next round reports the removal. */
function present(id: string, instance: EventInstance | undefined, targetSnapshot: Snapshot, view: EventView): object[] {
  if (!targetSnapshot.has(id)) return [{ id, "@removed": { reason: "deleted" } }];
  if (!instance) return [];
  if (instance.type === "occurrence") return [presentOccurrenceStub(instance, view)];
  return [{ "@odata.type": "#microsoft.graph.event", ...presentEvent(instance, view) }];
}

function liveItems(
  store: CalendarStore,
  target: CalendarTarget,
  { startDateTime, endDateTime }: Readonly<Record<string, string>>,
): Map<string, EventInstance> {
  const items = new Map<string, EventInstance>();
  if (startDateTime === undefined) {
    for (const event of store.eventsIn(target.source.owner, target.source.calendar)) items.set(event.id, toInstance(event));
    return items;
  }
  for (const instance of listCalendarView(store, target, readCalendarWindow(startDateTime, endDateTime))) {
    if (instance.date !== undefined) items.set(instance.event.id, toInstance(instance.event));
    items.set(instance.id, instance);
  }
  return items;
}

function windowOptions({ query }: GraphRequest, kind: "calendarView" | "events"): Record<string, string> {
  if (kind === "events") return {};
  const startDateTime = query.custom.get("startdatetime");
  const endDateTime = query.custom.get("enddatetime");
  readCalendarWindow(startDateTime, endDateTime);
  return { startDateTime: startDateTime!, endDateTime: endDateTime! };
}

function refuseOptions({ query }: GraphRequest, kind: "calendarView" | "events"): void {
  const { select, filter, search, orderBy, expand, top } = query;
  if (kind === "events") {
    if (select || filter || search || orderBy.length > 0)
      throw new GraphFault(501, "NotEmulated", "The emulator does not have query options of events/delta yet.");
    return;
  }
  if (select || filter || search || orderBy.length > 0 || expand.length > 0) throw createRefusal("calendar-delta-select");
  if (top !== undefined) throw createRefusal("calendar-delta-top");
}
