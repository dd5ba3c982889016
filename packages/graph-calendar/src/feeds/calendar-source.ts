import { CasementError, type Graph } from "@casement/core";
import type { GraphEvent } from "../graph-types.ts";

const properties = [
  "id,type,seriesMasterId,subject,start,end,isAllDay,location,organizer,attendees,categories,sensitivity,showAs,importance,isCancelled",
  "responseStatus,isReminderOn,reminderMinutesBeforeStart,isOnlineMeeting,onlineMeeting,onlineMeetingUrl,webLink,hasAttachments,recurrence",
  "originalStartTimeZone,originalStart,createdDateTime,lastModifiedDateTime,iCalUId,isOrganizer,changeKey",
].join(",");

/** The calendar that a feed or service reads. */
export interface CalendarSource {
  readonly graph: Graph;
  /** `/me/calendars/{id}`, `/groups/{id}/calendar`. */
  readonly path: string;
  /** Read with `Calendars.ReadBasic`, which has no bodies. */
  readonly basic: boolean;
}

/** The value of `$select` for the properties that an item is made of. */
export function calendarEventPropertiesOf({ basic }: Pick<CalendarSource, "basic">): string {
  return basic ? properties : `${properties},body`;
}

/** Returns a function that reads an event by id, each event at most once. Its result is undefined when the event does not exist. */
export function createCalendarEventReader(source: CalendarSource): (id: string) => Promise<GraphEvent | undefined> {
  const reads = new Map<string, Promise<GraphEvent | undefined>>();
  return (id) => {
    let read = reads.get(id);
    if (!read) {
      read = source.graph
        .get<GraphEvent>(`${source.path}/events/${encodeURIComponent(id)}`, { query: { $select: calendarEventPropertiesOf(source) } })
        .catch(undefinedIfNotFound);
      reads.set(id, read);
    }
    return read;
  };
}

function undefinedIfNotFound(error: unknown): undefined {
  if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
  throw error;
}
