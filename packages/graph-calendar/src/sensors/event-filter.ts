import type { Filter } from "../event-filter-config.ts";
import type { EventItem } from "../event-item.ts";

const compiled = new Map<string, RegExp>();

/** Whether a sensor shows an event. The search is a plain substring and needs no escaping; `exclude` sees the subject as Outlook has it. */
export function eventFilter(filter: Filter): (item: EventItem) => boolean {
  const search = filter.search?.toLowerCase();
  const exclude = (filter.exclude ?? []).map(pattern);
  const sensitivities: ReadonlySet<string> = new Set(filter.excludeSensitivity);
  return (item) =>
    item.type !== "series" &&
    (search === undefined || item.subject.toLowerCase().includes(search)) &&
    !(filter.excludeDeclined && item.responseStatus === "declined") &&
    !(filter.excludeCancelled && item.isCancelled) &&
    !sensitivities.has(item.sensitivity ?? "normal") &&
    !exclude.some((expression) => expression.test(item.subject));
}

function pattern(text: string): RegExp {
  const known = compiled.get(text);
  if (known) return known;
  const expression = new RegExp(text);
  compiled.set(text, expression);
  return expression;
}
