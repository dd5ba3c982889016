import type { Area, AreaContext } from "../area.ts";
import { attachmentRoutes } from "./attachment-routes.ts";
import { type CalendarControl, calendarControl } from "./calendar-control.ts";
import { createCalendarDelta } from "./calendar-delta.ts";
import { calendarGroupRoutes } from "./calendar-group-routes.ts";
import { calendarRoutes } from "./calendar-routes.ts";
import { CalendarStore } from "./calendar-store.ts";
import { categoryRoutes } from "./category-routes.ts";
import { eventActionRoutes } from "./event-action-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { scheduleRoutes } from "./schedule-routes.ts";

export type CalendarArea = Area<"calendar", CalendarControl>;

/** Calendars, calendar groups, events, free/busy and categories, of work and personal mailboxes. */
export function createCalendarArea(context: AreaContext, store: CalendarStore = new CalendarStore(context)): CalendarArea {
  const delta = createCalendarDelta(store, context.deltas);
  return {
    name: "calendar",
    routes: [
      ...calendarRoutes(store),
      ...calendarGroupRoutes(store),
      ...eventRoutes(store, delta),
      ...eventActionRoutes(store),
      ...attachmentRoutes(store),
      ...scheduleRoutes(store),
      ...categoryRoutes(store),
    ],
    control: calendarControl(store, delta),
  };
}
