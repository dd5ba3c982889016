import type { CalendarEventItem } from "../calendar-event.ts";
import type { CalendarEventFilter } from "../calendar-event-filter.ts";

const compiled = new Map<string, RegExp>();

/** Returns whether a sensor shows an item. `search` is plain text. `exclude` is tested on Outlook's subject, with its `!!` tag. */
export function createCalendarEventFilter(filter: CalendarEventFilter): (item: CalendarEventItem) => boolean {
  const search = filter.search?.toLowerCase();
  const excludedPatterns = (filter.exclude ?? []).map(compilePattern);
  const excludedSensitivities: ReadonlySet<string> = new Set(filter.excludeSensitivity);
  return (item) =>
    item.type !== "series" &&
    (search === undefined || item.subject.toLowerCase().includes(search)) &&
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
