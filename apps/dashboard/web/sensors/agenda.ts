import { addDays, startOfDay } from "../texts/times.ts";
import type { Item } from "./item.ts";

/** An item on one day: one that lasts several days is on each. */
export interface Entry {
  readonly item: Item;
  /** It goes on from the day before. */
  readonly continued: boolean;
}

export const endOf = ({ start, end, allDay }: Item): Date => end ?? (allDay ? addDays(start!, 1) : start!);

export const isRunning = (item: Item, now: Date): boolean => item.start !== undefined && item.start <= now && now < endOf(item);

/** What is on each of `count` days, all-day items first. */
export function daysOf(items: readonly Item[], first: Date, count: number): { day: Date; entries: Entry[] }[] {
  const dated = items.filter(({ start }) => start);
  return Array.from({ length: count }, (_, at) => {
    const day = addDays(first, at);
    const next = addDays(first, at + 1);
    const entries = dated
      .filter((item) => item.start! < next && (item.start! >= day || endOf(item) > day))
      .map((item) => ({ item, continued: item.start! < day }))
      .sort((a, b) => Number(b.item.allDay) - Number(a.item.allDay) || a.item.start!.getTime() - b.item.start!.getTime());
    return { day, entries };
  });
}

/** Weeks begin on Monday, unless the region says otherwise. */
export function startOfWeek(at: Date): Date {
  const region = new Intl.Locale(navigator.language) as Intl.Locale & {
    getWeekInfo?(): { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const first = (region.getWeekInfo?.() ?? region.weekInfo)?.firstDay ?? 1;
  return addDays(startOfDay(at), -((at.getDay() - first + 7) % 7));
}
