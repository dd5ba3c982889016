import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { buildEntity } from "../../protocol/odata/list-page.ts";
import { defineRoute, type GraphRequest, type Route, type RouteHandler } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { createCalendarDelta } from "../calendar/calendar-delta.ts";
import type { CalendarStore } from "../calendar/calendar-store.ts";
import { createEventRoutes } from "../calendar/event-routes.ts";
import { presentCalendar } from "../calendar/present-calendar.ts";
import { groupOf } from "./group-routes.ts";
import type { GroupStore } from "./group-store.ts";

export interface GroupCalendarOptions {
  store: GroupStore;
  calendars: CalendarStore;
  deltas: DeltaTokens;
  hasDelta(): boolean;
}

/** Creates the routes for a group's calendar and events. Members have the same requests as for the default calendar of a mailbox. */
export function createGroupCalendarRoutes({ store, calendars, deltas, hasDelta }: GroupCalendarOptions): Route[] {
  const calendarDelta = createCalendarDelta(calendars, deltas);
  const delta: typeof calendarDelta = {
    primaryOnly: false,
    buildPage(request, kind) {
      if (!hasDelta()) throw createRefusal("group-delta-refused");
      return calendarDelta.buildPage(request, kind);
    },
  };
  const membersOnly =
    (handler: RouteHandler): RouteHandler =>
    (request) => {
      const group = groupOf(store, request);
      if (!group.unified) throw createRefusal("group-without-calendar");
      if (!store.groupsOf(request.user, "transitive").includes(group)) throw createRefusal("group-members-only");
      return handler(request);
    };
  const calendar = (request: GraphRequest) => {
    const owner = calendars.owner(request.params.groupId!);
    return buildEntity(request, `groups('${owner.id}')/calendar`, presentCalendar(calendars, owner, calendars.defaultCalendar(owner)));
  };
  return [
    defineRoute("GET", "/groups/{groupId}/calendar", calendar),
    ...createEventRoutes(calendars, delta, ["/groups/{groupId}", "/groups/{groupId}/calendar"]),
  ].map((route) => ({ ...route, handler: membersOnly(route.handler) }));
}
