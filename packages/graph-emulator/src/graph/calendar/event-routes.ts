import { notFound } from "../graph-fault.ts";
import { buildEntity, buildListPage } from "../odata/list-page.ts";
import { type GraphRequest, type GraphResult, noContentResult, type Route, defineRoute } from "../route.ts";
import {
  checkCanEdit,
  checkWritable,
  type FoundEvent,
  findEvent,
  findCalendar,
  type CalendarTarget,
  targetOf,
  eventViewOf,
  withPreferenceApplied,
} from "./calendar-access.ts";
import type { CalendarDelta } from "./calendar-delta.ts";
import { contextPrefixOf } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { listCalendarView, readCalendarWindow } from "./calendar-window.ts";
import { toInstance, type EventInstance, instancesOf } from "./event-instance.ts";
import { removeInstance } from "./meetings.ts";
import { cancelledOccurrencesOf, presentEvent } from "./present-event.ts";
import { toCamelKeys } from "./read-event-input.ts";
import { createEvent, updateEvent } from "./write-event.ts";

/** Where a calendar's events are addressed; `/me` is the whole mailbox for `events` and the default calendar for `calendarView`. */
export const eventBasePaths: readonly string[] = [
  "/me",
  "/me/calendar",
  "/me/calendars/{calendar}",
  "/me/calendarGroups/{group}/calendars/{calendar}",
];

export function createEventRoutes(store: CalendarStore, delta: CalendarDelta, places: readonly string[] = eventBasePaths): Route[] {
  const show = (request: GraphRequest, { target: at, instance }: FoundEvent, status = 200): GraphResult => {
    // The answer to a POST is in the zone of the POST, unless another one is preferred; a GET in UTC (calendar--calendar-post-events).
    const view = { ...eventViewOf(request, at), ...(status === 201 && !request.prefer.timeZone && { timeZone: instance.fields.start.timeZone }) };
    const item = {
      ...presentEvent(instance, view),
      ...(request.query.select?.some((name) => name.toLowerCase() === "cancelledoccurrences") && {
        cancelledOccurrences: cancelledOccurrencesOf(instance),
      }),
    };
    return withPreferenceApplied(request, { ...buildEntity(request, `${contextPrefixOf(request)}/events`, item), status });
  };

  const page = (request: GraphRequest, at: CalendarTarget, instances: readonly EventInstance[], context: string): GraphResult => {
    const view = eventViewOf(request, at);
    const inUtc = { ...view, timeZone: "UTC" };
    return withPreferenceApplied(
      request,
      buildListPage(request, instances, {
        context: `${contextPrefixOf(request)}/${context}`,
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

  const list = (request: GraphRequest): GraphResult => {
    const at = findCalendar(store, request);
    const wholeMailbox = /^\/me\/events$/.test(request.template);
    const calendars = wholeMailbox
      ? [...at.owner.calendars.values()]
          .filter((calendar) => !calendar.sharedFrom && !calendar.isRefused)
          .map((calendar) => targetOf(store, at.owner, calendar))
      : [at];
    const events = calendars.flatMap(({ source: home }) => store.eventsIn(home.owner, home.calendar)).map(toInstance);
    return page(
      request,
      at,
      events.sort((a, b) => a.start - b.start),
      "events",
    );
  };

  const view = (request: GraphRequest): GraphResult => {
    const at = findCalendar(store, request);
    const { custom } = request.query;
    return page(request, at, listCalendarView(store, at, readCalendarWindow(custom.get("startdatetime"), custom.get("enddatetime"))), "calendarView");
  };

  const instances = (request: GraphRequest): GraphResult => {
    const { target: at, instance } = findEvent(store, request);
    const { custom } = request.query;
    const { from, until } = readCalendarWindow(custom.get("startdatetime"), custom.get("enddatetime"));
    if (instance.type !== "seriesMaster") throw notFound("Only a series master has instances.");
    const found = instancesOf(instance.event, from, until);
    // As Exchange answers: exceptions first, then the rest.
    const ordered = [...found.filter(({ type }) => type === "exception"), ...found.filter(({ type }) => type !== "exception")];
    return page(request, at, ordered, `events('${encodeURIComponent(instance.id)}')/instances`);
  };

  const create = (request: GraphRequest): GraphResult => {
    const at = findCalendar(store, request);
    checkCanEdit(at);
    const event = createEvent(store, at.source.owner, at.source.calendar, toCamelKeys(request.body));
    return show(request, { target: at, instance: toInstance(event) }, 201);
  };

  const change = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    checkWritable(request, found);
    updateEvent(store, found.target.source.owner, found.instance, toCamelKeys(request.body));
    return show(request, findEvent(store, request));
  };

  const remove = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    checkWritable(request, found);
    removeInstance(store, found.target.source.owner, found.instance);
    return noContentResult();
  };

  return places.flatMap((base) => [
    defineRoute("GET", `${base}/events`, list),
    defineRoute("POST", `${base}/events`, create),
    defineRoute("GET", `${base}/events/delta`, (request) => delta.buildPage(request, "events")),
    defineRoute("GET", `${base}/events/{event}`, (request) => show(request, findEvent(store, request))),
    defineRoute("PATCH", `${base}/events/{event}`, change),
    defineRoute("DELETE", `${base}/events/{event}`, remove),
    defineRoute("GET", `${base}/events/{event}/instances`, instances),
    defineRoute("GET", `${base}/calendarView`, view),
    defineRoute("GET", `${base}/calendarView/delta`, (request) => delta.buildPage(request, "calendarView")),
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
