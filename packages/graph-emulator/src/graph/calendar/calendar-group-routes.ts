import { badRequest, GraphFault, notFound } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { propertiesOf } from "../properties-of.ts";
import { type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import { checkMatch, ownerOf } from "./calendar-access.ts";
import { userContext } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { presentCalendarGroup } from "./present-calendar.ts";
import type { CalendarOwner, StoredCalendarGroup } from "./stored-calendar.ts";

export function calendarGroupRoutes(store: CalendarStore): Route[] {
  const show = (call: GraphCall, group: StoredCalendarGroup, status = 200): GraphResult => ({
    ...entity(call, `${userContext(call)}/calendarGroups`, presentCalendarGroup(group)),
    status,
  });

  const find = (call: GraphCall): StoredCalendarGroup => {
    const group = ownerOf(store, call).groups.get(call.params.group!);
    if (!group) throw notFound();
    return group;
  };

  const list = (call: GraphCall): GraphResult =>
    listPage(call, [...ownerOf(store, call).groups.values()], {
      context: `${userContext(call)}/calendarGroups`,
      read: presentCalendarGroup,
      present: presentCalendarGroup,
      defaultTop: 10,
      maxTop: 50,
      above: "cap",
    });

  const create = (call: GraphCall): GraphResult => {
    const owner = ownerOf(store, call);
    const name = newName(owner, propertiesOf(call.body).name);
    const group = {
      id: store.ids.exchange("calendarGroup"),
      name,
      classId: store.ids.guid("calendarGroup"),
      version: store.nextVersion(),
      isDefault: false,
    };
    owner.groups.set(group.id, group);
    return show(call, group, 201);
  };

  const change = (call: GraphCall): GraphResult => {
    const group = find(call);
    checkMatch(call, group);
    const { name } = propertiesOf(call.body);
    if (name !== group.name) group.name = newName(ownerOf(store, call), name);
    group.version = store.nextVersion();
    return show(call, group);
  };

  const remove = (call: GraphCall): GraphResult => {
    const group = find(call);
    checkMatch(call, group);
    const owner = ownerOf(store, call);
    if (group.isDefault || [...owner.calendars.values()].some((calendar) => calendar.groupId === group.id))
      throw badRequest("A calendar group can only be deleted when it is empty and not a default one.", "ErrorCalendarGroupNotEmpty");
    owner.groups.delete(group.id);
    return noContent();
  };

  return [
    route("GET", "/me/calendarGroups", list),
    route("POST", "/me/calendarGroups", create),
    route("GET", "/me/calendarGroups/{group}", (call) => show(call, find(call))),
    route("PATCH", "/me/calendarGroups/{group}", change),
    route("DELETE", "/me/calendarGroups/{group}", remove),
  ];
}

function newName(owner: CalendarOwner, given: unknown): string {
  if (typeof given !== "string" || given === "") throw badRequest("The property 'name' is required.", "ErrorInvalidRequest");
  if ([...owner.groups.values()].some(({ name }) => name.toLowerCase() === given.toLowerCase()))
    throw new GraphFault(409, "ErrorFolderExists", "A calendar group with the specified name already exists.");
  return given;
}
