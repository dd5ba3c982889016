import type { CalendarComponent, CalendarResource, CalendarSpan, CalendarTime } from "@casement/core";
import { dayAt, momentOf, utcAt } from "../collections/calendar-moments.ts";
import { occurrencesOf } from "../collections/resource-occurrences.ts";
import { overlapsEvent, type TimeRange } from "./time-range.ts";

/** The occurrences of an event in a range as components of their own, in UTC (RFC 4791, section 9.6.5). Undefined if there are none. */
export function expandResource(
  resource: CalendarResource,
  spans: readonly CalendarSpan[],
  range: TimeRange,
  zone: string,
): CalendarResource | undefined {
  const isSeries = resource.components.some(({ rrule, recurrenceId }) => rrule !== undefined || recurrenceId);
  const [first, ...others] = occurrencesOf(resource, spans, zone)
    .filter(({ span }) => overlapsEvent(span, range))
    .map(({ span: [from, until], component: { rrule: _, exdate: __, ...component } }): CalendarComponent => {
      const at = (moment: number): CalendarTime =>
        component.dtstart?.at.length === 10 ? { at: dayAt(moment, zone) } : { at: utcAt(moment) };
      const recurrenceId = component.recurrenceId ? inUtc(component.recurrenceId, zone) : at(from);
      return { ...component, ...(isSeries && { recurrenceId }), dtstart: at(from), dtend: at(until) };
    });
  return first && { uid: resource.uid, components: [first, ...others] };
}

const inUtc = (time: CalendarTime, zone: string): CalendarTime => (time.at.length === 10 ? time : { at: utcAt(momentOf(time, zone)) });
