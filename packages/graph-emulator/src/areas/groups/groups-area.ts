import type { Area, AreaContext } from "../area.ts";
import type { CalendarStore } from "../calendar/calendar-store.ts";
import { createGroupCalendarRoutes } from "./group-calendar-routes.ts";
import { createGroupRoutes } from "./group-routes.ts";
import { GroupStore, type NewGroup } from "./group-store.ts";
import { createMembershipRoutes } from "./membership-routes.ts";
import { presentGroup } from "./present-group.ts";
import { createTeamRoutes } from "./team-routes.ts";

/**
 * Changes groups from outside Graph. `group` is an id, address, or display name. For their events, use `control.calendar` with the group's
 * id as user.
 */
export interface GroupsControl {
  /** Adds a group and returns its id. `tenant` is an id or domain. */
  add(tenant: string, group: NewGroup): string;
  remove(group: string): void;
  rename(group: string, displayName: string): void;
  list(tenant: string): Record<string, unknown>[];
  /** `member` is the id or name of a user, or the id of a group. */
  addMember(group: string, member: string): void;
  removeMember(group: string, member: string): void;
  /** Refuses delta of group calendars until it is called with false. */
  refuseDelta(on?: boolean): void;
}
export type GroupsArea = Area<"groups", GroupsControl>;

/** Creates the area for groups of a tenant, their members, and the calendars of Microsoft 365 groups. */
export function createGroupsArea(context: AreaContext, calendars: CalendarStore): GroupsArea {
  const store = new GroupStore({ ...context, calendars });
  let deltaRefused = false;
  return {
    name: "groups",
    routes: [
      ...createGroupRoutes(store),
      ...createMembershipRoutes(store, context.directory),
      ...createTeamRoutes(store),
      ...createGroupCalendarRoutes({ store, calendars, deltas: context.deltas, hasDelta: () => !deltaRefused }),
    ],
    control: {
      add: (tenant, group) => store.add(tenant, group).id,
      remove: (group) => store.remove(store.findByName(group).id),
      rename(group, displayName) {
        store.findByName(group).displayName = displayName;
      },
      list: (tenant) => store.list(context.directory.tenant(tenant)?.id ?? "").map(presentGroup),
      addMember: (group, member) => void store.findByName(group).members.add(store.principalIdOf(member)),
      removeMember: (group, member) => void store.findByName(group).members.delete(store.principalIdOf(member)),
      refuseDelta(on = true) {
        deltaRefused = on;
      },
    },
  };
}
