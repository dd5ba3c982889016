import type { CalendarComponent, CalendarResource, CalendarSpan } from "@casement/core";
import type { Collection } from "@casement/host";
import { momentOf } from "../collections/calendar-moments.ts";
import { occurrencesOf } from "../collections/resource-occurrences.ts";

interface AlarmQuery {
  readonly resource: CalendarResource;
  readonly spans: readonly CalendarSpan[];
  readonly component: Collection["component"];
  /** Time zone of days. */
  readonly zone: string;
}

/** When the reminders of a resource come, in milliseconds since 1970: of an event, those of each occurrence that the hub has. */
export function alarmMoments({ resource, spans, component, zone }: AlarmQuery): number[] {
  if (component === "VTODO") return resource.components.flatMap((task) => momentFrom(task, startOf(task, zone)));
  return occurrencesOf(resource, spans, zone).flatMap(({ span: [start], component: event }) => momentFrom(event, start));
}

function startOf({ dtstart, due }: CalendarComponent, zone: string): number | undefined {
  const start = dtstart ?? due;
  return start && momentOf(start, zone);
}

function momentFrom({ alarm }: CalendarComponent, start: number | undefined): number[] {
  if (!alarm) return [];
  if ("at" in alarm) return [Date.parse(alarm.at)];
  return start === undefined ? [] : [start - alarm.minutesBefore * 60_000];
}
