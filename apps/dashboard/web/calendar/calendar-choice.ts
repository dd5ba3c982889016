import { useState } from "preact/hooks";
import { type CalendarView, calendarViews } from "./calendar-range.ts";

const hiddenName = "hidden calendars";
const viewName = "calendar view";

/** The calendars that this browser does not show. */
export function useHiddenCalendars(): [ReadonlySet<string>, (next: ReadonlySet<string>) => void] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(readList(localStorage.getItem(hiddenName))));
  return [
    hidden,
    (next) => {
      localStorage.setItem(hiddenName, JSON.stringify([...next]));
      setHidden(next);
    },
  ];
}

function readList(text: string | null): string[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

/** The view that was chosen last. Default: a week, on a phone a day. */
export function useCalendarView(): [CalendarView, (next: CalendarView) => void] {
  const [view, setView] = useState<CalendarView>(
    () => calendarViews.find((name) => name === localStorage.getItem(viewName)) ?? (innerWidth < 640 ? "day" : "week"),
  );
  return [
    view,
    (next) => {
      localStorage.setItem(viewName, next);
      setView(next);
    },
  ];
}
