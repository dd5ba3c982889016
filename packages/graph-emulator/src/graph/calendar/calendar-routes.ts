import { refuse } from "../../refusals.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { propertiesOf, textOf } from "../properties-of.ts";
import { type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import { checkCanEdit, checkMatch, findPlace, ownerOf } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { calendarProperties, presentCalendar } from "./present-calendar.ts";
import { type CalendarOwner, calendarColors, type StoredCalendar } from "./stored-calendar.ts";

/** Where one calendar is addressed. */
const places = ["/me/calendar", "/me/calendars/{calendar}", "/me/calendarGroups/{group}/calendars/{calendar}"];
const lists = ["/me/calendars", "/me/calendarGroups/{group}/calendars"];

/** The `users('…')` or `groups('…')` of `@odata.context`. */
export const userContext = (call: GraphCall): string =>
  call.params.groupId === undefined ? `users('${call.mailboxUser.id}')` : `groups('${call.params.groupId}')`;

export function calendarRoutes(store: CalendarStore): Route[] {
  const show = (call: GraphCall, owner: CalendarOwner, calendar: StoredCalendar, status = 200): GraphResult => ({
    ...entity(call, `${userContext(call)}/calendars`, presentCalendar(store, owner, calendar)),
    status,
  });

  const list = (call: GraphCall): GraphResult => {
    const owner = ownerOf(store, call);
    const group = findGroup(owner, call.params.group);
    const calendars = [...owner.calendars.values()].filter((calendar) => group === undefined || calendar.groupId === group);
    const present = (calendar: StoredCalendar) => presentCalendar(store, owner, calendar);
    return listPage(call, calendars, {
      context: `${userContext(call)}/calendars`,
      read: present,
      present,
      defaultTop: 10,
      maxTop: 50,
      above: "cap",
      properties: calendarProperties,
      typeName: "microsoft.graph.calendar",
    });
  };

  const create = (call: GraphCall): GraphResult => {
    const owner = ownerOf(store, call);
    const group = findGroup(owner, call.params.group);
    const { color, ...given } = propertiesOf(call.body);
    const name = textOf(given.name);
    if (!name) throw badRequest("The property 'name' is required.", "ErrorInvalidRequest");
    checkNewName(owner, name);
    const calendar = store.addCalendar(owner, { name, ...(color ? { color: readColor(color) } : {}), ...(group && { groupId: group }) });
    return show(call, owner, calendar, 201);
  };

  const get = (call: GraphCall): GraphResult => {
    const { owner, calendar } = findPlace(store, call);
    return show(call, owner, calendar);
  };

  const change = (call: GraphCall): GraphResult => {
    const at = findPlace(store, call);
    const { owner, calendar } = at;
    checkCanEdit(at);
    checkMatch(call, calendar);
    const { color, isDefaultCalendar, ...given } = propertiesOf(call.body);
    const name = textOf(given.name);
    if (name !== undefined && name !== calendar.name) {
      checkNewName(owner, name);
      calendar.name = name;
    }
    if (color !== undefined) calendar.color = readColor(color);
    if (isDefaultCalendar === true) for (const other of owner.calendars.values()) other.isDefault = other === calendar;
    calendar.version = store.nextVersion();
    return show(call, owner, calendar);
  };

  const remove = (call: GraphCall): GraphResult => {
    const { owner, calendar } = findPlace(store, call);
    if (calendar.isDefault || !calendar.isRemovable) throw refuse("calendar-default-stays");
    checkMatch(call, calendar);
    store.removeCalendar(owner, calendar);
    return noContent();
  };

  return [
    ...lists.flatMap((path) => [route("GET", path, list), route("POST", path, create)]),
    ...places.flatMap((path) => [route("GET", path, get), route("PATCH", path, change), route("DELETE", path, remove)]),
  ];
}

function findGroup(owner: CalendarOwner, group: string | undefined): string | undefined {
  if (group !== undefined && !owner.groups.has(group))
    throw new GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.");
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
