import { refuse } from "../../refusals.ts";
import { createCalendarDelta } from "../calendar/calendar-delta.ts";
import type { CalendarStore } from "../calendar/calendar-store.ts";
import { eventRoutes } from "../calendar/event-routes.ts";
import { presentCalendar } from "../calendar/present-calendar.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { entity } from "../odata/list-page.ts";
import { type GraphCall, type Handler, type Route, route } from "../route.ts";
import { groupOf } from "./group-routes.ts";
import type { GroupStore } from "./group-store.ts";

export interface GroupCalendarOptions {
  store: GroupStore;
  calendars: CalendarStore;
  deltas: DeltaTokens;
  hasDelta(): boolean;
}

/** A group's calendar and its events: what a mailbox's default calendar has, for members. */
export function groupCalendarRoutes({ store, calendars, deltas, hasDelta }: GroupCalendarOptions): Route[] {
  const tracking = createCalendarDelta(calendars, deltas);
  const delta: typeof tracking = {
    primaryOnly: false,
    page(call, kind) {
      if (!hasDelta()) throw refuse("group-delta-refused");
      return tracking.page(call, kind);
    },
  };
  const forMembers =
    (handler: Handler): Handler =>
    (call) => {
      const group = groupOf(store, call);
      if (!group.unified) throw refuse("group-without-calendar");
      if (!store.of(call.user, "transitive").includes(group)) throw refuse("group-members-only");
      return handler(call);
    };
  const calendar = (call: GraphCall) => {
    const owner = calendars.owner(call.params.groupId!);
    return entity(call, `groups('${owner.id}')/calendar`, presentCalendar(calendars, owner, calendars.defaultCalendar(owner)));
  };
  return [
    route("GET", "/groups/{groupId}/calendar", calendar),
    ...eventRoutes(calendars, delta, ["/groups/{groupId}", "/groups/{groupId}/calendar"]),
  ].map((made) => ({ ...made, handler: forMembers(made.handler) }));
}
