import type { CalendarComponent, CalendarResource, CalendarSpan } from "@casement/core";
import { momentOf } from "./calendar-moments.ts";

/** One occurrence of an event, and the component that describes it. */
export interface ResourceOccurrence {
  readonly span: CalendarSpan;
  readonly component: CalendarComponent;
}

/** The occurrences of an event, as far as the hub has them. No rule is expanded: Microsoft 365 has done that. */
export function occurrencesOf({ components }: CalendarResource, spans: readonly CalendarSpan[], zone: string): ResourceOccurrence[] {
  const [first] = components;
  const overrides = new Map<string, CalendarComponent[]>();
  for (const component of components) {
    if (!component.recurrenceId || !component.dtstart) continue;
    const key = spanKey(momentOf(component.dtstart, zone), momentOf(component.dtend ?? component.dtstart, zone));
    overrides.set(key, [...(overrides.get(key) ?? []), component]);
  }
  return spans.map((span) => ({ span, component: overrides.get(spanKey(...span))?.shift() ?? first }));
}

/** In seconds, which is what iCalendar has. */
const spanKey = (from: number, until: number): string => `${Math.floor(from / 1000)} ${Math.floor(until / 1000)}`;
