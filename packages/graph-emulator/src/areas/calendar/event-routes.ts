import { notFound } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage, outlookPageSizes } from "../../protocol/odata/list-page.ts";
import { withPreferenceApplied } from "../../protocol/preference-applied.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createExtensionRoutes } from "../item-extensions/extension-routes.ts";
import {
  type CalendarTarget,
  checkCanEdit,
  checkWritable,
  eventViewOf,
  type FoundEvent,
  findCalendar,
  findEvent,
  targetOf,
} from "./calendar-access.ts";
import type { CalendarDelta } from "./calendar-delta.ts";
import { contextPrefixOf } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { listCalendarView, readCalendarWindow } from "./calendar-window.ts";
import { type EventInstance, instancesOf, toInstance } from "./event-instance.ts";
import { removeInstance } from "./meetings.ts";
import { cancelledOccurrencesOf } from "./present-event.ts";
import { eventExpand, presentExpandedEvent, toQueryableEvent } from "./present-expanded-event.ts";
import { toCamelKeys } from "./read-event-input.ts";
import { createEvent, storeExtensions, updateEvent } from "./write-event.ts";

/** Base paths of a calendar's events. For `/me`, `events` covers the whole mailbox and `calendarView` the default calendar. */
export const eventBasePaths: readonly string[] = [
  "/me",
  "/me/calendar",
  "/me/calendars/{calendar}",
  "/me/calendarGroups/{group}/calendars/{calendar}",
];

export function createEventRoutes(store: CalendarStore, delta: CalendarDelta, basePaths: readonly string[] = eventBasePaths): Route[] {
  const respondWithEvent = (request: GraphRequest, { target, instance }: FoundEvent, status = 200): GraphResult => {
    // The response to a POST uses the time zone of the POST unless another one is preferred. A GET uses UTC. Source: Microsoft's examples
    // of calendar-post-events.
    const view = {
      ...eventViewOf(request, target),
      ...(status === 201 && !request.prefer.timeZone && { timeZone: instance.fields.start.timeZone }),
    };
    const item = {
      ...presentExpandedEvent(request, instance, view),
      ...(request.query.select?.some((name) => name.toLowerCase() === "cancelledoccurrences") && {
        cancelledOccurrences: cancelledOccurrencesOf(instance),
      }),
    };
    return withPreferenceApplied(request, { ...buildEntity(request, `${contextPrefixOf(request)}/events`, item), status });
  };

  const respondWithPage = (
    request: GraphRequest,
    target: CalendarTarget,
    instances: readonly EventInstance[],
    context: string,
  ): GraphResult => {
    const view = eventViewOf(request, target);
    return withPreferenceApplied(
      request,
      buildListPage(request, instances, {
        context: `${contextPrefixOf(request)}/${context}`,
        read: (instance) => toQueryableEvent(instance, view),
        present: (instance) => presentExpandedEvent(request, instance, view),
        ...outlookPageSizes,
      }),
    );
  };

  const listEvents = (request: GraphRequest): GraphResult => {
    const target = findCalendar(store, request);
    const wholeMailbox = /^\/me\/events$/.test(request.template);
    const calendars = wholeMailbox
      ? [...target.owner.calendars.values()]
          .filter((calendar) => !calendar.sharedFrom && !calendar.isRefused)
          .map((calendar) => targetOf(store, target.owner, calendar))
      : [target];
    const events = calendars.flatMap(({ source }) => store.eventsIn(source.owner, source.calendar)).map(toInstance);
    return respondWithPage(
      request,
      target,
      events.sort((a, b) => a.start - b.start),
      "events",
    );
  };

  const view = (request: GraphRequest): GraphResult => {
    const target = findCalendar(store, request);
    const { custom } = request.query;
    return respondWithPage(
      request,
      target,
      listCalendarView(store, target, readCalendarWindow(custom.get("startdatetime"), custom.get("enddatetime"))),
      "calendarView",
    );
  };

  const instances = (request: GraphRequest): GraphResult => {
    const { target, instance } = findEvent(store, request);
    const { custom } = request.query;
    const { from, until } = readCalendarWindow(custom.get("startdatetime"), custom.get("enddatetime"));
    if (instance.type !== "seriesMaster") throw notFound("Only a series master has instances.");
    const found = instancesOf(instance.event, from, until);
    // Exchange returns exceptions first.
    const ordered = [...found.filter(({ type }) => type === "exception"), ...found.filter(({ type }) => type !== "exception")];
    return respondWithPage(request, target, ordered, `events('${encodeURIComponent(instance.id)}')/instances`);
  };

  const create = (request: GraphRequest): GraphResult => {
    const target = findCalendar(store, request);
    checkCanEdit(target);
    const event = createEvent(store, target.source.owner, target.source.calendar, toCamelKeys(request.body));
    return respondWithEvent(request, { target: target, instance: toInstance(event) }, 201);
  };

  const change = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    checkWritable(request, found);
    updateEvent(store, found.target.source.owner, found.instance, toCamelKeys(request.body));
    return respondWithEvent(request, findEvent(store, request));
  };

  const remove = (request: GraphRequest): GraphResult => {
    const found = findEvent(store, request);
    checkWritable(request, found);
    removeInstance(store, found.target.source.owner, found.instance);
    return noContentResult();
  };

  const extensionRoutes = createExtensionRoutes(
    basePaths.map((base) => `${base}/events/{event}`),
    {
      context: (request) => `${contextPrefixOf(request)}/events('${encodeURIComponent(request.params.event!)}')`,
      read: (request) => findEvent(store, request).instance.fields.itemExtensions,
      write(request, itemExtensions) {
        const found = findEvent(store, request);
        checkCanEdit(found.target);
        storeExtensions(store, found.instance, itemExtensions);
      },
    },
  );
  const routes = basePaths.flatMap((base) => [
    defineRoute("GET", `${base}/events`, listEvents, { expand: eventExpand }),
    defineRoute("POST", `${base}/events`, create),
    defineRoute("GET", `${base}/events/delta`, (request) => delta.buildPage(request, "events")),
    defineRoute("GET", `${base}/events/{event}`, (request) => respondWithEvent(request, findEvent(store, request)), {
      expand: eventExpand,
    }),
    defineRoute("PATCH", `${base}/events/{event}`, change),
    defineRoute("DELETE", `${base}/events/{event}`, remove),
    defineRoute("GET", `${base}/events/{event}/instances`, instances, { expand: eventExpand }),
    defineRoute("GET", `${base}/calendarView`, view, { expand: eventExpand }),
    defineRoute("GET", `${base}/calendarView/delta`, (request) => delta.buildPage(request, "calendarView"), { expand: "all" }),
  ]);
  return [...routes, ...extensionRoutes];
}
