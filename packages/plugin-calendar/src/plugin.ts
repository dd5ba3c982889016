import { definePlugin, joinTexts } from "@casement/core";
import {
  calendarAttributeTexts,
  calendarEventChanges,
  calendarEventsDue,
  calendarValue,
  createCalendarAgenda,
  eventSchemas,
  storedCalendarEvent,
  syncCalendarEvents,
  viewCalendar,
} from "@casement/graph-calendar";
import { calendarSourceOf } from "./calendar-source.ts";
import { calendarConfig } from "./config.ts";
import { discoverCalendars } from "./sensors/discover-calendars.ts";
import { cancelCalendarEvent } from "./services/cancel-calendar-event.ts";
import { createCalendarEvent } from "./services/create-calendar-event.ts";
import { findTimes } from "./services/find-times.ts";
import { forwardCalendarEvent } from "./services/forward-calendar-event.ts";
import { getSchedule } from "./services/get-schedule.ts";
import { listAttachments } from "./services/list-attachments.ts";
import { listCalendarEvents } from "./services/list-calendar-events.ts";
import { modifyCalendarEvent } from "./services/modify-calendar-event.ts";
import { removeCalendarEvent } from "./services/remove-calendar-event.ts";
import { respondToCalendarEvent } from "./services/respond-to-calendar-event.ts";
import { subscribeToCalendar } from "./subscribe-to-calendar.ts";
import { calendarSettingTexts } from "./texts/calendar-setting-texts.ts";
import { calendarTexts } from "./texts/calendar-texts.ts";

export const calendarPlugin = definePlugin({
  id: "calendar",
  title: "Outlook calendars",
  config: calendarConfig,
  scopes: {
    "Calendars.ReadBasic": { tier: "read", why: "Show your calendars and events, without the text in them", when: ({ basic }) => basic },
    "Calendars.Read": { tier: "read", why: "Show your calendars and events", when: ({ basic }) => !basic },
    "Calendars.ReadWrite": { tier: "update", why: "Create, change, respond to and remove events for you" },
  },
  events: eventSchemas,
  feeds: {
    events: {
      scope: "Calendars.ReadBasic",
      every: "60s",
      item: storedCalendarEvent,
      sync: (call) => syncCalendarEvents(call, calendarSourceOf(call, call.key)),
      changed: calendarEventChanges,
      due: calendarEventsDue,
      subscribe: subscribeToCalendar,
      agenda: createCalendarAgenda(["create-event", "modify-event", "remove-event", "respond-to-event"], "list-events"),
    },
  },
  sensors: {
    calendar: {
      title: "Calendar",
      feed: "events",
      value: calendarValue,
      present: {
        kind: "binary",
        deviceClass: "running",
        icon: "mdi:calendar",
        color: "color",
        editable: "canEdit",
        items: {
          attribute: "events",
          as: "events",
          title: "subject",
          start: "start",
          end: "end",
          location: "location",
          canceled: "isCancelled",
          truncated: "truncated",
          days: "days",
          series: "seriesMasterId",
          attendees: "attendees",
          text: "body",
          link: "webLink",
        },
      },
      instances: discoverCalendars,
      view: viewCalendar,
    },
  },
  services: {
    "list-events": listCalendarEvents,
    "create-event": createCalendarEvent,
    "modify-event": modifyCalendarEvent,
    "remove-event": removeCalendarEvent,
    "cancel-event": cancelCalendarEvent,
    "respond-to-event": respondToCalendarEvent,
    "forward-event": forwardCalendarEvent,
    "get-schedule": getSchedule,
    "find-times": findTimes,
    "list-attachments": listAttachments,
  },
  texts: joinTexts(calendarTexts, calendarSettingTexts, calendarAttributeTexts),
});
