import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Sensor, Service } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useHub } from "../hub-context.ts";
import { type DayRange, keptDaysOf } from "../sensors/kept-days.ts";
import { itemsOf, type SensorItem } from "../sensors/sensor-item.ts";
import { dateTextOf } from "../texts/times.ts";
import { listItems, listServiceOf } from "./list-items.ts";

/** Days of a calendar that are not known. */
export interface CalendarGap {
  readonly sensor: Sensor;
  /** The days of the range that are known in spite of it. */
  readonly kept: DayRange;
  readonly why: "reading" | "not-kept" | "failed";
  readonly detail?: string;
}

const coversRange = (outer: DayRange, inner: DayRange): boolean => outer.from <= inner.from && outer.to >= inner.to;

interface Listing {
  /** The value of the sensor for which it was read. */
  version: unknown;
  revision: number;
  /** As last read. They stay when a later reading fails, as the values of sensors do. */
  items?: readonly SensorItem[];
  failure?: string | undefined;
}

const maxCalls = 4;
const maxListings = 600;

/**
 * The items of calendars in a range of days: what the hub keeps, and the rest from the services that list it. It is listed again when the value of
 * the sensor changes, and with another `revision`, after calls of this page.
 */
export function useCalendarItems(
  sensors: readonly Sensor[],
  services: readonly Service[] | undefined,
  range: DayRange,
  zone: string,
  now: Date,
  revision: number,
): { items: SensorItem[]; gaps: CalendarGap[] } {
  const listings = useRef(new Map<string, Listing>()).current;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const heardAt = useHub().heardAt();
  const rangeKey = `${dateTextOf(range.from)} ${dateTextOf(range.to)} ${zone}`;
  const parts = sensors.map((sensor) => {
    const keptItems = itemsOf(sensor);
    const kept = keptDaysOf(sensor, keptItems, now, heardAt);
    const key = `${sensor.id} ${rangeKey}`;
    const service = coversRange(kept, range) ? undefined : listServiceOf(services, sensor);
    return { sensor, keptItems, kept, key, service, isCovered: coversRange(kept, range) };
  });
  const isNew = (listing: Listing | undefined, sensor: Sensor) => listing?.version === versionOf(sensor) && listing?.revision === revision;
  const wanted = parts.filter(({ service, key, sensor }) => service && !isNew(listings.get(key), sensor));
  useEffect(() => {
    if (wanted.length === 0) return;
    const queue = [...wanted];
    for (const { key, sensor } of wanted) listings.set(key, { ...listings.get(key), version: versionOf(sensor), revision });
    for (const key of [...listings.keys()].slice(0, Math.max(0, listings.size - maxListings))) listings.delete(key);
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { key, sensor, service } = next;
        const version = versionOf(sensor);
        try {
          listings.set(key, { version, revision, items: await listItems(service!, sensor, range) });
        } catch (error) {
          listings.set(key, {
            ...listings.get(key),
            version,
            revision,
            failure: error instanceof ApiError ? error.problem.detail : String(error),
          });
        }
        redraw(0);
      }
    };
    for (let at = 0; at < maxCalls; at++) void work();
  }, [wanted.map(({ key, sensor }) => `${key} ${sensor.updatedAt} ${revision}`).join("\n")]);

  const gaps: CalendarGap[] = [];
  const items = parts.flatMap(({ sensor, keptItems, kept, key, service, isCovered }) => {
    const listing = listings.get(key);
    if (!isCovered && (!listing?.items || listing.failure !== undefined)) {
      const why = service === undefined ? "not-kept" : listing?.failure === undefined ? "reading" : "failed";
      gaps.push({ sensor, kept, why, ...(listing?.failure !== undefined && { detail: listing.failure }) });
    }
    return isCovered ? keptItems : mergedItems(keptItems, listing?.items ?? [], kept);
  });
  return { items, gaps };
}

/** Changes with every new value of the sensor. */
const versionOf = ({ attributes, present }: Sensor): unknown => attributes[present!.items!.attribute];

/** What the hub keeps is newer than what a service listed a while ago. */
function mergedItems(kept: readonly SensorItem[], listed: readonly SensorItem[], { from, to }: DayRange): SensorItem[] {
  const items = new Map(kept.map((item) => [item.key, item]));
  for (const item of listed) {
    const isKnownBetter = item.start !== undefined && item.start >= from && item.start < to;
    if (!isKnownBetter && !items.has(item.key)) items.set(item.key, item);
  }
  return [...items.values()];
}

/** Whether a day is known of every calendar. */
export const isKnownDay = (day: Date, gaps: readonly CalendarGap[]): boolean => gaps.every(({ kept }) => day >= kept.from && day < kept.to);
