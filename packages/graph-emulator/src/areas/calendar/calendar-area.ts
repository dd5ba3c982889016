import type { Area, AreaContext } from "../area.ts";
import { createUploadSessions, type UploadSessions } from "../upload-sessions.ts";
import { type CalendarControl, createCalendarControl } from "./calendar-control.ts";
import { createCalendarDelta } from "./calendar-delta.ts";
import { createCalendarGroupRoutes } from "./calendar-group-routes.ts";
import { createCalendarRoutes } from "./calendar-routes.ts";
import { CalendarStore } from "./calendar-store.ts";
import { createCategoryRoutes } from "./category-routes.ts";
import { createEventActionRoutes } from "./event-action-routes.ts";
import { createEventAttachmentRoutes } from "./event-attachment-routes.ts";
import { createEventRoutes } from "./event-routes.ts";
import { createFindMeetingTimesRoutes } from "./find-meeting-times.ts";
import { createScheduleRoutes } from "./schedule-routes.ts";

export type CalendarArea = Area<"calendar", CalendarControl>;

/** Creates the area for calendars, calendar groups, events, free/busy, and categories, for work and personal mailboxes. */
export function createCalendarArea(
  context: AreaContext,
  store: CalendarStore = new CalendarStore(context),
  uploads: UploadSessions = createUploadSessions(context),
): CalendarArea {
  const delta = createCalendarDelta(store, context.deltas);
  return {
    name: "calendar",
    routes: [
      ...createCalendarRoutes(store),
      ...createCalendarGroupRoutes(store),
      ...createEventRoutes(store, delta),
      ...createEventActionRoutes(store),
      ...createEventAttachmentRoutes(store, uploads),
      ...createScheduleRoutes(store),
      ...createFindMeetingTimesRoutes(store),
      ...createCategoryRoutes(store),
    ],
    control: createCalendarControl(store, delta),
  };
}
