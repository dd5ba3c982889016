import { refuse } from "../../refusals.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { linkTo } from "../odata/link.ts";
import type { GraphCall, GraphResult } from "../route.ts";
import { findPlace, type Place, viewOf, withPreferences } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { calendarView, readWindow } from "./calendar-window.ts";
import { eventItself, type Instance } from "./instance.ts";
import { type EventView, presentEvent, presentStub } from "./present-event.ts";

/** What a calendar held at the end of a round: versions by id. */
type Snapshot = ReadonlyMap<string, number>;

export interface CalendarDelta {
  /** `calendarView/delta` of a window, or `events/delta` of a whole calendar. */
  page(call: GraphCall, kind: "calendarView" | "events"): GraphResult;
  /** Delta for the default calendar alone, as Microsoft's reference page has it. */
  primaryOnly: boolean;
}

const kept = 5000;
const defaultPageSize = 10;
const maxPageSize = 512;

const same = (a: Snapshot, b: Snapshot) => a.size === b.size && [...a].every(([id, version]) => b.get(id) === version);

/**
 * Change tracking by comparison: each round ends with a snapshot of what the window held, and the next one tells what differs. A window
 * that changes by the clock, a series that loses occurrences and an event that moves out are then all the same case.
 */
export function createCalendarDelta(store: CalendarStore, tokens: DeltaTokens): CalendarDelta {
  const snapshots = new Map<number, Snapshot>([[0, new Map()]]);
  const latest = new Map<string, number>();
  /** At which version of the store a snapshot was last found true: until the next change it still is. */
  const trueAt = new Map<number, number>();
  let count = 0;

  const keep = (name: string, now: Snapshot, base: number): number => {
    const known = [base, latest.get(name) ?? 0].find((number) => number > 0 && same(snapshots.get(number) ?? new Map(), now));
    const number = known ?? ++count;
    trueAt.set(number, store.version);
    if (known !== undefined) return known;
    snapshots.set(number, now);
    latest.set(name, number);
    for (const old of [snapshots, trueAt]) old.delete(number - kept);
    return number;
  };

  /** The ids a round tells, masters before their occurrences, removed ones last. */
  const changes = (base: Snapshot, target: Snapshot): string[] => [
    ...[...target].filter(([id, version]) => base.get(id) !== version).map(([id]) => id),
    ...[...base.keys()].filter((id) => !target.has(id)),
  ];

  const find = (number: number): Snapshot => {
    const found = snapshots.get(number);
    if (!found) throw refuse("delta-token-expired");
    return found;
  };

  const delta: CalendarDelta = {
    primaryOnly: false,
    page(call, kind) {
      const at = findPlace(store, call);
      refuseOptions(call, kind);
      if (delta.primaryOnly && !at.calendar.isDefault) throw refuse("calendar-delta-primary-only");
      const mailbox = call.mailboxUser.id;
      const name = `${kind}/${at.calendar.id}`;
      const token = call.query.skipToken ?? call.query.deltaToken;
      const before = token ? tokens.read(mailbox, name, token) : undefined;
      const options = before?.options ?? windowOptions(call, kind);
      const live = once(() => liveItems(store, at, options));
      const base = call.query.skipToken ? before!.birth : (before?.seq ?? 0);
      const snapshot = () => {
        if (call.query.skipToken) return before!.seq;
        if (base > 0 && trueAt.get(base) === store.version) return base;
        return keep(`${name} ${JSON.stringify(options)}`, new Map([...live()].map(([id, { version }]) => [id, version])), base);
      };
      const target = snapshot();
      const ids = changes(find(base), find(target));
      const offset = call.query.skipToken ? before!.offset : 0;
      const end = offset + Math.min(call.prefer.maxPageSize ?? call.query.top ?? defaultPageSize, maxPageSize);
      const more = end < ids.length;
      const position = { source: name, options, seq: target };
      const next = tokens.write(mailbox, more ? { ...position, birth: base, offset: end } : { ...position, birth: target, offset: 0 });
      const view = viewOf(call, at);
      return withPreferences(call, {
        status: 200,
        body: {
          "@odata.context": `${call.origin}/v1.0/$metadata#Collection(event)`,
          ...(more
            ? { "@odata.nextLink": linkTo(call, { $skiptoken: next }) }
            : { "@odata.deltaLink": linkTo(call, { $deltatoken: next }) }),
          value: ids.slice(offset, end).flatMap((id) => present(id, live().get(id), find(target), view)),
        },
      });
    },
  };
  return delta;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** An item that vanished between two pages is left out: the next round says so. */
function present(id: string, instance: Instance | undefined, target: Snapshot, view: EventView): object[] {
  if (!target.has(id)) return [{ id, "@removed": { reason: "deleted" } }];
  if (!instance) return [];
  if (instance.type === "occurrence") return [presentStub(instance, view)];
  return [{ "@odata.type": "#microsoft.graph.event", ...presentEvent(instance, view) }];
}

function liveItems(
  store: CalendarStore,
  at: Place,
  { startDateTime, endDateTime }: Readonly<Record<string, string>>,
): Map<string, Instance> {
  const items = new Map<string, Instance>();
  if (startDateTime === undefined) {
    for (const event of store.eventsIn(at.home.owner, at.home.calendar)) items.set(event.id, eventItself(event));
    return items;
  }
  for (const instance of calendarView(store, at, readWindow(startDateTime, endDateTime))) {
    if (instance.date !== undefined) items.set(instance.event.id, eventItself(instance.event));
    items.set(instance.id, instance);
  }
  return items;
}

function windowOptions({ query }: GraphCall, kind: "calendarView" | "events"): Record<string, string> {
  if (kind === "events") return {};
  const startDateTime = query.custom.get("startdatetime");
  const endDateTime = query.custom.get("enddatetime");
  readWindow(startDateTime, endDateTime);
  return { startDateTime: startDateTime!, endDateTime: endDateTime! };
}

function refuseOptions({ query }: GraphCall, kind: "calendarView" | "events"): void {
  if (kind === "events") return;
  const { select, filter, search, orderBy, expand, top } = query;
  if (select || filter || search || orderBy.length > 0 || expand.length > 0) throw refuse("calendar-delta-select");
  if (top !== undefined) throw refuse("calendar-delta-top");
}
