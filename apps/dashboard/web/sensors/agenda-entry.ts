import { addDays, dateTextOf, startOfDay } from "../texts/times.ts";
import type { SensorItem } from "./sensor-item.ts";

/** An item on one day. An item that lasts several days has an entry on each. */
export interface AgendaEntry {
  readonly item: SensorItem;
  /** Whether the item started on an earlier day. */
  readonly continued: boolean;
}

export const endOf = ({ start, end, allDay }: SensorItem): Date => end ?? (allDay ? addDays(start!, 1) : start!);

export const isRunning = (item: SensorItem, now: Date): boolean => item.start !== undefined && item.start <= now && now < endOf(item);

/** The items of each of `count` days, all-day items first. */
export function agendaDaysOf(items: readonly SensorItem[], first: Date, count: number): { day: Date; entries: AgendaEntry[] }[] {
  const itemsWithStart = items.filter(({ start }) => start);
  return Array.from({ length: count }, (_, at) => {
    const day = addDays(first, at);
    const nextDay = addDays(first, at + 1);
    const entries = itemsWithStart
      .filter((item) => item.start! < nextDay && (item.start! >= day || endOf(item) > day))
      .map((item) => ({ item, continued: item.start! < day }))
      .sort((a, b) => Number(b.item.allDay) - Number(a.item.allDay) || a.item.start!.getTime() - b.item.start!.getTime());
    return { day, entries };
  });
}

const dayLength = 86_400_000;

/** How many days items span, today included: to the last that begins, and those of a longer one as far as days are known. */
export function dayCountOf(items: readonly SensorItem[], now: Date, knownTo: Date): number {
  const last = Math.max(
    now.getTime(),
    ...items.flatMap((item) => [item.start!.getTime(), Math.min(endOf(item).getTime(), knownTo.getTime()) - 1]),
  );
  return Math.min(366, 1 + Math.round((startOfDay(new Date(last)).getTime() - startOfDay(now).getTime()) / dayLength));
}

/** The first day of a week in the browser's region: 0 is Sunday. Default: Monday. */
export function firstWeekday(): number {
  const locale = new Intl.Locale(navigator.language) as Intl.Locale & {
    getWeekInfo?(): { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return ((locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1) % 7;
}

export function startOfWeek(at: Date): Date {
  const weekday = new Date(dateTextOf(at)).getUTCDay();
  return addDays(startOfDay(at), -((weekday - firstWeekday() + 7) % 7));
}
