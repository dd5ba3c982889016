import { addToWall } from "../texts/wall-time.ts";
import type { GridItem } from "./calendar-grid.tsx";

export interface MonthItems {
  /** The first ones of each day, as the library orders them. */
  readonly drawn: readonly GridItem[];
  /** How many others a day has, by date. */
  readonly others: ReadonlyMap<string, number>;
}

/**
 * Of each day as many items as have room there: a month of 2,000 would be thousands of elements that nobody sees. `wholeDay`: a date of which all
 * are drawn.
 */
export function monthItemsOf(items: readonly GridItem[], dates: readonly string[], room: number, wholeDay: string | undefined): MonthItems {
  const days = dates.map((date) => ({ date, from: momentOf(date), to: momentOf(addToWall(date, 86_400_000)), count: 0 }));
  const others = new Map<string, number>();
  const drawn = [...items].sort(inGridOrder).filter(({ times }) => {
    const [start, end] = [momentOf(times.start), momentOf(times.end)];
    const itsDays = days.filter(({ from, to }) => start < to && end > from);
    const isDrawn = itsDays.some(({ date, count }) => date === wholeDay || count < room);
    for (const day of itsDays)
      if (isDrawn) day.count += 1;
      else others.set(day.date, (others.get(day.date) ?? 0) + 1);
    return isDrawn;
  });
  return { drawn, others };
}

/** Of a month on paper. A browser needs seconds to lay out so many, and over a minute for 2,000. */
const maxPrinted = 600;

/** Of each day as many items as a printed month can have, without a button for the others. */
export function printedItemsOf(items: readonly GridItem[], dates: readonly string[]): MonthItems {
  const room = items.length <= maxPrinted ? Number.POSITIVE_INFINITY : Math.floor(maxPrinted / dates.length);
  return monthItemsOf(items, dates, room, undefined);
}

/** As the library stacks them: by their start, and at the same time those of whole days first. */
function inGridOrder({ times: a }: GridItem, { times: b }: GridItem): number {
  const [first, second] = [momentOf(a.start), momentOf(b.start)];
  if (first !== second) return first < second ? -1 : 1;
  return Number(b.allDay) - Number(a.allDay);
}

/** Of a date: its midnight. */
const momentOf = (time: string): string => (time.length === 10 ? `${time}T00:00:00` : time);
