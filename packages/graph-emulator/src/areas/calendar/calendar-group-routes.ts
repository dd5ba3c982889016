import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { ownerOf } from "./calendar-access.ts";
import { contextPrefixOf } from "./calendar-routes.ts";
import { type CalendarStore, changeKeyOf } from "./calendar-store.ts";
import { presentCalendarGroup } from "./present-calendar.ts";
import type { CalendarOwner, StoredCalendarGroup } from "./stored-calendar.ts";

export function createCalendarGroupRoutes(store: CalendarStore): Route[] {
  const respondWithGroup = (request: GraphRequest, group: StoredCalendarGroup, status = 200): GraphResult => ({
    ...buildEntity(request, `${contextPrefixOf(request)}/calendarGroups`, presentCalendarGroup(group)),
    status,
  });

  const find = (request: GraphRequest): StoredCalendarGroup => {
    const group = ownerOf(store, request).groups.get(request.params.group!);
    if (!group) throw createMissingItemFault(request.params.group!);
    return group;
  };

  const list = (request: GraphRequest): GraphResult =>
    buildListPage(request, [...ownerOf(store, request).groups.values()], {
      context: `${contextPrefixOf(request)}/calendarGroups`,
      read: presentCalendarGroup,
      present: presentCalendarGroup,
      defaultTop: 10,
      maxTop: 50,
      above: "cap",
    });

  const create = (request: GraphRequest): GraphResult => {
    const owner = ownerOf(store, request);
    const name = readNewName(owner, propertiesOf(request.body).name);
    const group = {
      id: store.ids.exchange("calendarGroup"),
      name,
      classId: store.ids.guid("calendarGroup"),
      version: store.nextVersion(),
      isDefault: false,
    };
    owner.groups.set(group.id, group);
    return respondWithGroup(request, group, 201);
  };

  const change = (request: GraphRequest): GraphResult => {
    const group = find(request);
    checkIfMatch(request, changeKeyOf(group));
    const { name } = propertiesOf(request.body);
    if (name !== group.name) group.name = readNewName(ownerOf(store, request), name);
    group.version = store.nextVersion();
    return respondWithGroup(request, group);
  };

  const remove = (request: GraphRequest): GraphResult => {
    const group = find(request);
    checkIfMatch(request, changeKeyOf(group));
    const owner = ownerOf(store, request);
    if (group.isDefault || [...owner.calendars.values()].some((calendar) => calendar.groupId === group.id))
      throw badRequest("A calendar group can only be deleted when it is empty and not a default one.", "ErrorCalendarGroupNotEmpty");
    owner.groups.delete(group.id);
    return noContentResult();
  };

  return [
    defineRoute("GET", "/me/calendarGroups", list),
    defineRoute("POST", "/me/calendarGroups", create),
    defineRoute("GET", "/me/calendarGroups/{group}", (request) => respondWithGroup(request, find(request))),
    defineRoute("PATCH", "/me/calendarGroups/{group}", change),
    defineRoute("DELETE", "/me/calendarGroups/{group}", remove),
  ];
}

function readNewName(owner: CalendarOwner, given: unknown): string {
  if (typeof given !== "string" || given === "") throw badRequest("The property 'name' is required.", "ErrorInvalidRequest");
  if ([...owner.groups.values()].some(({ name }) => name.toLowerCase() === given.toLowerCase()))
    throw new GraphFault(409, "ErrorFolderExists", "A calendar group with the specified name already exists.");
  return given;
}
