import type { Account, CalendarComponent, CalendarResource } from "@casement/core";
import type { CalendarEventItem, StoredCalendarEvents } from "../calendar-event.ts";
import { deletedTimesOf, originalTimeOf, timeOf } from "./calendar-times.ts";
import { peopleOf } from "./event-people.ts";
import { shownUid } from "./shown-uid.ts";

interface ResourceQuery {
  readonly group: string;
  readonly items: StoredCalendarEvents;
  readonly account: Account;
}

/** Most overrides of a series. The newest are kept. */
const maxOverrides = 500;
const busyStatuses: Readonly<Record<string, string>> = {
  free: "FREE",
  tentative: "TENTATIVE",
  oof: "OOF",
  workingElsewhere: "WORKINGELSEWHERE",
};

/** An event, or a series with its overrides. Exceptions of a series that is not readable stand alone. */
export function eventResource({ group, items, account }: ResourceQuery): CalendarResource | undefined {
  const found = items.get(group);
  const master = found && "subject" in found ? found : undefined;
  const zone = master?.zone ?? account.timeZone;
  const overrides: CalendarComponent[] = [];
  for (const [id, item] of items)
    if (id !== group && "subject" in item)
      overrides.push({ recurrenceId: originalTimeOf(item, zone, master?.allDay), ...componentOf(item, item.zone ?? zone, account) });
  overrides.sort((a, b) => (a.recurrenceId!.at < b.recurrenceId!.at ? -1 : 1));
  const uid = master?.clientUid ?? shownUid(master?.uid ?? group);
  const [first, ...others] = overrides.slice(-maxOverrides);
  if (!master) return first && { uid, components: [first, ...others] };
  const deleted = deletedTimesOf(master, zone);
  const isSeries = master.type === "series" && master.recurrence !== undefined;
  const component: CalendarComponent = {
    ...componentOf(master, zone, account),
    ...(isSeries && { rrule: master.recurrence!, ...(deleted.length > 0 && { exdate: deleted }) }),
  };
  return { uid, components: first ? [component, first, ...others] : [component] };
}

function componentOf(item: CalendarEventItem, zone: string, account: Account): CalendarComponent {
  return withoutUndefined({
    dtstart: timeOf(item, "start", zone),
    dtend: timeOf(item, "end", zone),
    created: item.created,
    lastModified: item.modified,
    // With the `!!` tag: people set it there.
    summary: item.subject || undefined,
    description: item.body,
    location: item.location,
    url: item.webLink,
    conference: item.joinUrl,
    status: statusOf(item),
    transp: item.showAs === "free" ? "TRANSPARENT" : "OPAQUE",
    class: classOf(item.sensitivity),
    priority: item.importance === "high" ? 1 : item.importance === "low" ? 9 : undefined,
    categories: item.categories,
    ...peopleOf(item, account),
    alarm: typeof item.reminder === "number" ? { minutesBefore: item.reminder } : undefined,
    xProperties: withoutUndefined({
      "X-MICROSOFT-CDO-BUSYSTATUS": busyStatuses[item.showAs ?? ""] ?? "BUSY",
      "X-MICROSOFT-CDO-ALLDAYEVENT": item.allDay ? "TRUE" : undefined,
      "X-MICROSOFT-SKYPETEAMSMEETINGURL": item.joinUrl,
    }) as Record<string, string>,
  }) as CalendarComponent;
}

function statusOf({ isCancelled, responseStatus }: CalendarEventItem): CalendarComponent["status"] {
  if (isCancelled) return "CANCELLED";
  return responseStatus === "tentativelyAccepted" || responseStatus === "notResponded" ? "TENTATIVE" : "CONFIRMED";
}

function classOf(sensitivity: string | undefined): CalendarComponent["class"] {
  if (sensitivity === undefined || sensitivity === "normal") return undefined;
  return sensitivity === "confidential" ? "CONFIDENTIAL" : "PRIVATE";
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
