import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { extendedPropertyExpand, presentExtensions, withQueryableExtensions } from "../item-extensions/expand-extensions.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import { checkCanEdit, findCalendar, ownerOf } from "./calendar-access.ts";
import { type CalendarStore, changeKeyOf } from "./calendar-store.ts";
import { extendedCalendar } from "./mapi-properties.ts";
import { presentCalendar } from "./present-calendar.ts";
import { type CalendarOwner, calendarColors, type StoredCalendar } from "./stored-calendar.ts";

/** Paths of a calendar. */
const calendarPaths = ["/me/calendar", "/me/calendars/{calendar}", "/me/calendarGroups/{group}/calendars/{calendar}"];
const expand = extendedPropertyExpand;
const listPaths = ["/me/calendars", "/me/calendarGroups/{group}/calendars"];

/** Returns the `users('…')` or `groups('…')` of `@odata.context`. */
export const contextPrefixOf = (request: GraphRequest): string =>
  request.params.groupId === undefined ? `users('${request.mailboxUser.id}')` : `groups('${request.params.groupId}')`;

export function createCalendarRoutes(store: CalendarStore): Route[] {
  const presentExpanded = (request: GraphRequest, owner: CalendarOwner, calendar: StoredCalendar) => ({
    ...presentCalendar(store, owner, calendar),
    ...presentExtensions(request, () => extendedCalendar(store, calendar)),
  });
  const respondWithCalendar = (request: GraphRequest, owner: CalendarOwner, calendar: StoredCalendar, status = 200): GraphResult => ({
    ...buildEntity(request, `${contextPrefixOf(request)}/calendars`, presentExpanded(request, owner, calendar)),
    status,
  });

  const list = (request: GraphRequest): GraphResult => {
    const owner = ownerOf(store, request);
    const group = findGroup(owner, request.params.group);
    const calendars = [...owner.calendars.values()].filter((calendar) => group === undefined || calendar.groupId === group);
    return buildListPage(request, calendars, {
      context: `${contextPrefixOf(request)}/calendars`,
      read: (calendar) => withQueryableExtensions(presentCalendar(store, owner, calendar), () => extendedCalendar(store, calendar)),
      present: (calendar) => presentExpanded(request, owner, calendar),
      defaultTop: 10,
      maxTop: 50,
      above: "cap",
    });
  };

  const create = (request: GraphRequest): GraphResult => {
    const owner = ownerOf(store, request);
    const group = findGroup(owner, request.params.group);
    const { color, ...given } = propertiesOf(request.body);
    const name = textOf(given.name);
    if (!name) throw badRequest("The property 'name' is required.", "ErrorInvalidRequest");
    checkNewName(owner, name);
    const calendar = store.addCalendar(owner, {
      name,
      ...(color ? { color: readColor(color) } : {}),
      ...(group && { groupId: group }),
      itemExtensions: readItemExtensions(request.body),
    });
    return respondWithCalendar(request, owner, calendar, 201);
  };

  const get = (request: GraphRequest): GraphResult => {
    const { owner, calendar } = findCalendar(store, request);
    return respondWithCalendar(request, owner, calendar);
  };

  const change = (request: GraphRequest): GraphResult => {
    const target = findCalendar(store, request);
    const { owner, calendar } = target;
    checkCanEdit(target);
    checkIfMatch(request, changeKeyOf(calendar));
    const { color, isDefaultCalendar, ...given } = propertiesOf(request.body);
    const name = textOf(given.name);
    if (name !== undefined && name !== calendar.name) {
      checkNewName(owner, name);
      calendar.name = name;
    }
    calendar.itemExtensions = readItemExtensions(request.body, calendar.itemExtensions);
    if (color !== undefined) calendar.color = readColor(color);
    if (isDefaultCalendar === true) for (const other of owner.calendars.values()) other.isDefault = other === calendar;
    calendar.version = store.nextVersion();
    return respondWithCalendar(request, owner, calendar);
  };

  const remove = (request: GraphRequest): GraphResult => {
    const { owner, calendar } = findCalendar(store, request);
    if (calendar.isDefault || !calendar.isRemovable) throw createRefusal("calendar-default-undeletable");
    checkIfMatch(request, changeKeyOf(calendar));
    store.removeCalendar(owner, calendar);
    return noContentResult();
  };

  return [
    ...listPaths.flatMap((path) => [defineRoute("GET", path, list, { expand }), defineRoute("POST", path, create)]),
    ...calendarPaths.flatMap((path) => [
      defineRoute("GET", path, get, { expand }),
      defineRoute("PATCH", path, change),
      defineRoute("DELETE", path, remove),
    ]),
  ];
}

function findGroup(owner: CalendarOwner, group: string | undefined): string | undefined {
  if (group !== undefined && !owner.groups.has(group)) throw createMissingItemFault(group);
  return group;
}

function checkNewName(owner: CalendarOwner, name: string): void {
  if ([...owner.calendars.values()].some((calendar) => calendar.name.toLowerCase() === name.toLowerCase()))
    throw new GraphFault(409, "ErrorFolderExists", "A folder with the specified name already exists.");
}

function readColor(given: unknown): StoredCalendar["color"] {
  const color = calendarColors.find((name) => name.toLowerCase() === String(given).toLowerCase());
  if (color === undefined) throw badRequest(`Cannot convert '${given}' to the type of property 'color'.`, "RequestBodyRead");
  return color;
}
