import { CasementError, type Graph } from "@casement/core";
import type { GraphEvent } from "../graph-types.ts";

const fields = [
  "id,type,seriesMasterId,subject,start,end,isAllDay,location,organizer,attendees,categories,sensitivity,showAs,importance,isCancelled",
  "responseStatus,isReminderOn,reminderMinutesBeforeStart,isOnlineMeeting,onlineMeeting,onlineMeetingUrl,webLink,recurrence",
  "originalStartTimeZone,createdDateTime,lastModifiedDateTime",
].join(",");

/** A calendar to read from. */
export interface Place {
  readonly graph: Graph;
  /** "/me/calendars/…", "/groups/…/calendar" */
  readonly path: string;
  readonly basic: boolean;
}

/** The properties that an item is made of; Calendars.ReadBasic has no bodies. */
export function eventFields(basic: boolean): string {
  return basic ? fields : `${fields},body`;
}

/** Reads single events of a calendar by id, each at most once; undefined for one that is gone. Calls made together travel together. */
export function eventReader({ graph, path, basic }: Place): (id: string) => Promise<GraphEvent | undefined> {
  const reads = new Map<string, Promise<GraphEvent | undefined>>();
  return (id) => {
    let read = reads.get(id);
    if (!read) {
      read = graph.get<GraphEvent>(`${path}/events/${encodeURIComponent(id)}`, { query: { $select: eventFields(basic) } }).catch(goneOnly);
      reads.set(id, read);
    }
    return read;
  };
}

function goneOnly(error: unknown): undefined {
  if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
  throw error;
}
