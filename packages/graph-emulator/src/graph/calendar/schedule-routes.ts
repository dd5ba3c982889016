import { type DateTimeTimeZone, toDateTimeTimeZone, toInstant, windowsZone } from "@casement/graph-time";
import { createRefusal } from "../../refusals.ts";
import { badRequest } from "../graph-fault.ts";
import { propertiesOf } from "../properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, type Route } from "../route.ts";
import { eventViewOf, ownerOf, targetOf, withPreferenceApplied } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { type CalendarWindow, listCalendarView, readCalendarWindow } from "./calendar-window.ts";
import type { EventInstance } from "./event-instance.ts";
import { readTime, toCamelKeys } from "./read-event-input.ts";
import type { CalendarOwner } from "./stored-calendar.ts";

/** Digits of `availabilityView`: one per interval, for the busiest event in it. */
const availabilityDigits = { free: 0, workingElsewhere: 4, tentative: 1, busy: 2, oof: 3, unknown: 0 } as const;
const statusesByBusyness = ["free", "unknown", "workingElsewhere", "tentative", "busy", "oof"];
const maxWindowMs = 62 * 86_400_000;

function availabilityView(instances: readonly EventInstance[], { from, until }: CalendarWindow, minutes: number): string {
  let view = "";
  for (let at = from; at < until; at += minutes * 60_000) {
    const end = Math.min(at + minutes * 60_000, until);
    const during = instances.filter(({ start, end: last }) => start < end && last > at).map(({ fields }) => fields.showAs);
    const busiest = during.reduce((a, b) => (statusesByBusyness.indexOf(b) > statusesByBusyness.indexOf(a) ? b : a), "free");
    view += availabilityDigits[busiest];
  }
  return view;
}

export function createScheduleRoutes(store: CalendarStore): Route[] {
  const getSchedule = (request: GraphRequest): GraphResult => {
    const caller = ownerOf(store, request);
    if (caller.kind === "personal") throw createRefusal("personal-get-schedule");
    const { schedules, startTime, endTime, availabilityViewInterval = 30 } = propertiesOf(toCamelKeys(request.body));
    if (!Array.isArray(schedules) || schedules.length === 0)
      throw badRequest("At least one schedule is required.", "ErrorInvalidParameter");
    const window = {
      from: toInstant(readTime(startTime, "startTime")).getTime(),
      until: toInstant(readTime(endTime, "endTime")).getTime(),
    };
    if (window.until <= window.from || window.until - window.from > maxWindowMs)
      throw badRequest("The requested time window is empty or longer than 62 days.", "ErrorInvalidTimeInterval");
    const interval = Number(availabilityViewInterval);
    if (!(interval >= 5 && interval <= 1440))
      throw badRequest("The interval must be from 5 to 1440 minutes.", "ErrorInvalidMergedFreeBusyInterval");
    const value = schedules.map((scheduleId: string) => scheduleInformation(request, caller, scheduleId, window, interval));
    return withPreferenceApplied(request, {
      body: { "@odata.context": `${request.origin}/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)`, value },
    });
  };

  /** Colleagues see times and status. Subject and location are visible only in one's own schedule, and never for private events. */
  const scheduleInformation = (
    request: GraphRequest,
    caller: CalendarOwner,
    scheduleId: string,
    window: CalendarWindow,
    interval: number,
  ): object => {
    const user = store.directory.user(scheduleId);
    if (!user || user.tenantId !== caller.tenantId)
      return {
        scheduleId,
        error: { message: "Unable to resolve mail recipient.", responseCode: "ErrorMailRecipientNotFound" },
      };
    const owner = store.owner(user.id);
    const { timeZone } = eventViewOf(request, undefined);
    const target = targetOf(store, owner, store.defaultCalendar(owner));
    const instances = listCalendarView(store, target, window).filter(({ fields }) => fields.showAs !== "free");
    return {
      scheduleId,
      availabilityView: availabilityView(instances, window, interval),
      scheduleItems: instances.map(({ fields, start, end }) => {
        const isPrivate = fields.sensitivity === "private";
        const showsDetails = owner === caller && !isPrivate;
        return {
          isPrivate,
          status: fields.showAs,
          ...(showsDetails && { subject: fields.subject, location: fields.location.displayName }),
          start: toDateTimeTimeZone(new Date(start), timeZone),
          end: toDateTimeTimeZone(new Date(end), timeZone),
        };
      }),
      workingHours: {
        daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
        startTime: "08:00:00.0000000",
        endTime: "17:00:00.0000000",
        timeZone: { name: windowsZone(owner.timeZone) ?? owner.timeZone },
      },
    };
  };

  const listReminders = (request: GraphRequest): GraphResult => {
    const { startdatetime, enddatetime } = request.args;
    const window = readCalendarWindow(startdatetime, enddatetime);
    const owner = ownerOf(store, request);
    const view = eventViewOf(request, undefined);
    const time = (ms: number): DateTimeTimeZone => toDateTimeTimeZone(new Date(ms), view.timeZone);
    const target = targetOf(store, owner, store.defaultCalendar(owner));
    const value = listCalendarView(store, target, window)
      .filter(({ fields }) => fields.isReminderOn)
      .map(({ id, event, fields, start, end }) => ({
        eventId: id,
        changeKey: event.version.toString(36),
        eventSubject: fields.subject,
        eventWebLink: `https://${view.webHost}/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
        eventStartTime: time(start),
        eventEndTime: time(end),
        eventLocation: fields.location,
        reminderFireTime: time(start - fields.reminderMinutesBeforeStart * 60_000),
      }));
    return withPreferenceApplied(request, {
      body: { "@odata.context": `${request.origin}/v1.0/$metadata#Collection(microsoft.graph.reminder)`, value },
    });
  };

  return [defineRoute("POST", "/me/calendar/getSchedule", getSchedule), defineRoute("GET", "/me/reminderView()", listReminders)];
}
