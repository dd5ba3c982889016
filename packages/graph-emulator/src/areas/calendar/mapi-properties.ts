import type { ExtendedItem } from "../item-extensions/expand-extensions.ts";
import type { CalendarStore } from "./calendar-store.ts";
import type { EventInstance } from "./event-instance.ts";
import type { StoredCalendar } from "./stored-calendar.ts";

const appointmentSet = "{00062002-0000-0000-c000-000000000046}";

/**
 * Returns the extensions of an event, with the MAPI properties that clients ask for: class, time of change, and whether it is a series and
 * lasts whole days. Source: learn.microsoft.com/office/client-developer/outlook/mapi.
 */
export function extendedEvent({ event, fields, modified }: EventInstance): ExtendedItem {
  return {
    extensions: fields.itemExtensions,
    builtIn: {
      "String 0x1a": "IPM.Appointment",
      "SystemTime 0x3008": modified.toISOString(),
      [`Boolean ${appointmentSet} Id 0x8223`]: String(event.recurrence !== null),
      [`Boolean ${appointmentSet} Id 0x8215`]: String(fields.isAllDay),
    },
  };
}

/** Returns the extensions of a calendar, with its class and the time of the last change of its contents. */
export function extendedCalendar(store: CalendarStore, { itemExtensions }: StoredCalendar): ExtendedItem {
  const changed = store.changedAt.toISOString();
  return {
    extensions: itemExtensions,
    builtIn: { "String 0x3613": "IPF.Appointment", "SystemTime 0x3008": changed, "SystemTime 0x670a": changed },
  };
}
