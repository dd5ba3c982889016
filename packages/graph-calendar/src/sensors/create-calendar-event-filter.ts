import type { CalendarEventItem } from "../calendar-event.ts";
import type { CalendarEventFilter } from "../calendar-event-filter.ts";

const compiled = new Map<string, RegExp>();

/** Returns whether a sensor shows an item. `search` is plain text, and the case of categories does not matter. `exclude` is tested on Outlook's subject, with its `!!` tag. */
export function createCalendarEventFilter(filter: CalendarEventFilter): (item: CalendarEventItem) => boolean {
  const search = filter.search?.toLowerCase();
  const excludedPatterns = (filter.exclude ?? []).map(compilePattern);
  const categories = filter.category === undefined ? undefined : new Set([filter.category].flat().map((name) => name.toLowerCase()));
  const excludedSensitivities: ReadonlySet<string> = new Set(filter.excludeSensitivity);
  return (item) =>
    item.type !== "series" &&
    (search === undefined || item.subject.toLowerCase().includes(search)) &&
    (filter.allDay === undefined || item.allDay === filter.allDay) &&
    (filter.free === undefined || (item.showAs === "free") === filter.free) &&
    (categories === undefined || (item.categories ?? []).some((name) => categories.has(name.toLowerCase()))) &&
    !(filter.excludeDeclined && item.responseStatus === "declined") &&
    !(filter.excludeCancelled && item.isCancelled) &&
    !excludedSensitivities.has(item.sensitivity ?? "normal") &&
    !excludedPatterns.some((pattern) => pattern.test(item.subject));
}

function compilePattern(text: string): RegExp {
  const cached = compiled.get(text);
  if (cached) return cached;
  const pattern = new RegExp(text);
  compiled.set(text, pattern);
  return pattern;
}
