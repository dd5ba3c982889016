import { type DateTimeTimeZone, toDateTimeTimeZone, toInstant, windowsZone } from "@casement/graph-time";
import { badRequest } from "../../protocol/graph-fault.ts";
import { withPreferenceApplied } from "../../protocol/preference-applied.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { eventViewOf, ownerOf, targetOf } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { type CalendarWindow, listCalendarView, readCalendarWindow } from "./calendar-window.ts";
import { availabilityView, workingHours } from "./free-busy.ts";
import { readTime, toCamelKeys } from "./read-event-input.ts";
import type { CalendarOwner } from "./stored-calendar.ts";

const maxWindowMs = 62 * 86_400_000;

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
        startTime: `${workingHours.startTime}.0000000`,
        endTime: `${workingHours.endTime}.0000000`,
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
