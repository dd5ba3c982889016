import { notFound } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import {
  checkCanEdit,
  checkWritable,
  type Found,
  findEvent,
  findPlace,
  type Place,
  place,
  viewOf,
  withPreferences,
} from "./calendar-access.ts";
import type { CalendarDelta } from "./calendar-delta.ts";
import { userContext } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { calendarView, readWindow } from "./calendar-window.ts";
import { eventItself, type Instance, instancesOf } from "./instance.ts";
import { removeInstance } from "./meetings.ts";
import { cancelledOccurrences, presentEvent } from "./present-event.ts";
import { camelKeys } from "./read-event-input.ts";
import { createEvent, updateEvent } from "./write-event.ts";

/** Where a calendar's events are addressed; `/me` is the whole mailbox for `events` and the default calendar for `calendarView`. */
export const eventPlaces: readonly string[] = [
  "/me",
  "/me/calendar",
  "/me/calendars/{calendar}",
  "/me/calendarGroups/{group}/calendars/{calendar}",
];

export function eventRoutes(store: CalendarStore, delta: CalendarDelta, places: readonly string[] = eventPlaces): Route[] {
  const show = (call: GraphCall, { place: at, instance }: Found, status = 200): GraphResult => {
    // The answer to a POST is in the zone of the POST, unless another one is preferred; a GET in UTC (calendar--calendar-post-events).
    const view = { ...viewOf(call, at), ...(status === 201 && !call.prefer.timeZone && { timeZone: instance.fields.start.timeZone }) };
    const item = {
      ...presentEvent(instance, view),
      ...(call.query.select?.some((name) => name.toLowerCase() === "cancelledoccurrences") && {
        cancelledOccurrences: cancelledOccurrences(instance),
      }),
    };
    return withPreferences(call, { ...entity(call, `${userContext(call)}/events`, item), status });
  };

  const page = (call: GraphCall, at: Place, instances: readonly Instance[], context: string): GraphResult => {
    const view = viewOf(call, at);
    const inUtc = { ...view, timeZone: "UTC" };
    return withPreferences(
      call,
      listPage(call, instances, {
        context: `${userContext(call)}/${context}`,
        read: (instance) => presentEvent(instance, inUtc),
        present: (instance) => presentEvent(instance, view),
        searchText: ({ fields }) => `${fields.subject} ${fields.location.displayName} ${fields.body.content}`,
        defaultTop: 10,
        maxTop: 1000,
        above: "refuse",
        properties: eventProperties,
        typeName: "microsoft.graph.event",
      }),
    );
  };

  const list = (call: GraphCall): GraphResult => {
    const at = findPlace(store, call);
    const wholeMailbox = /^\/me\/events$/.test(call.template);
    const calendars = wholeMailbox
      ? [...at.owner.calendars.values()]
          .filter((calendar) => !calendar.sharedFrom && !calendar.refuses)
          .map((calendar) => place(store, at.owner, calendar))
      : [at];
    const events = calendars.flatMap(({ home }) => store.eventsIn(home.owner, home.calendar)).map(eventItself);
    return page(
      call,
      at,
      events.sort((a, b) => a.start - b.start),
      "events",
    );
  };

  const view = (call: GraphCall): GraphResult => {
    const at = findPlace(store, call);
    const { custom } = call.query;
    return page(call, at, calendarView(store, at, readWindow(custom.get("startdatetime"), custom.get("enddatetime"))), "calendarView");
  };

  const instances = (call: GraphCall): GraphResult => {
    const { place: at, instance } = findEvent(store, call);
    const { custom } = call.query;
    const { from, until } = readWindow(custom.get("startdatetime"), custom.get("enddatetime"));
    if (instance.type !== "seriesMaster") throw notFound("Only a series master has instances.");
    const found = instancesOf(instance.event, from, until);
    // As Exchange answers: exceptions first, then the rest.
    const ordered = [...found.filter(({ type }) => type === "exception"), ...found.filter(({ type }) => type !== "exception")];
    return page(call, at, ordered, `events('${encodeURIComponent(instance.id)}')/instances`);
  };

  const create = (call: GraphCall): GraphResult => {
    const at = findPlace(store, call);
    checkCanEdit(at);
    const event = createEvent(store, at.home.owner, at.home.calendar, camelKeys(call.body));
    return show(call, { place: at, instance: eventItself(event) }, 201);
  };

  const change = (call: GraphCall): GraphResult => {
    const found = findEvent(store, call);
    checkWritable(call, found);
    updateEvent(store, found.place.home.owner, found.instance, camelKeys(call.body));
    return show(call, findEvent(store, call));
  };

  const remove = (call: GraphCall): GraphResult => {
    const found = findEvent(store, call);
    checkWritable(call, found);
    removeInstance(store, found.place.home.owner, found.instance);
    return noContent();
  };

  return places.flatMap((base) => [
    route("GET", `${base}/events`, list),
    route("POST", `${base}/events`, create),
    route("GET", `${base}/events/delta`, (call) => delta.page(call, "events")),
    route("GET", `${base}/events/{event}`, (call) => show(call, findEvent(store, call))),
    route("PATCH", `${base}/events/{event}`, change),
    route("DELETE", `${base}/events/{event}`, remove),
    route("GET", `${base}/events/{event}/instances`, instances),
    route("GET", `${base}/calendarView`, view),
    route("GET", `${base}/calendarView/delta`, (call) => delta.page(call, "calendarView")),
  ]);
}

/** What `$select`, `$filter` and `$orderby` may name, in lower case. */
const eventProperties: ReadonlySet<string> = new Set(
  (
    "id categories changeKey createdDateTime lastModifiedDateTime allowNewTimeProposals attendees body bodyPreview cancelledOccurrences end hasAttachments " +
    "hideAttendees iCalUId importance isAllDay isCancelled isDraft isOnlineMeeting isOrganizer isReminderOn location locations onlineMeeting " +
    "onlineMeetingProvider onlineMeetingUrl organizer originalEndTimeZone originalStart originalStartTimeZone recurrence reminderMinutesBeforeStart " +
    "responseRequested responseStatus sensitivity seriesMasterId showAs start subject transactionId type webLink uid occurrenceId"
  )
    .toLowerCase()
    .split(" "),
);
