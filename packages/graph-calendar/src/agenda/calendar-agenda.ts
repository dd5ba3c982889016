import type { Agenda } from "@casement/core";
import type { StoredCalendarEvent } from "../calendar-event.ts";
import type { CalendarEventNeeds } from "../feeds/calendar-window.ts";
import type { CalendarViewData } from "../sensors/view-calendar.ts";
import { eventResource } from "./event-resource.ts";
import { createEventSearch } from "./event-search.ts";
import { eventSpans } from "./event-spans.ts";
import { planEvent } from "./plan-event.ts";

/** The agenda of a feed of calendar events. `services`: those of the plugin that change events. `lister`: the one that lists them. */
export function createCalendarAgenda(services: readonly string[], lister?: string): Agenda<StoredCalendarEvent> {
  return {
    component: "VEVENT",
    version: 1,
    group: (id, { type, seriesMasterId }) => (type === "series" ? id : (seriesMasterId ?? id)),
    read: eventResource,
    spans: eventSpans,
    needs: (days): CalendarEventNeeds => ({ agenda: days }),
    ...(lister !== undefined && { search: createEventSearch(lister) }),
    writes: {
      services,
      allows: ({ viewData }) => (viewData as CalendarViewData | undefined)?.canEdit !== false,
      plan: (write) => planEvent(write, services.includes("respond-to-event")),
    },
  };
}
