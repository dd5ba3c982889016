import { definePlugin } from "@casement/core";
import {
  calendarEventChanges,
  calendarEventItem,
  calendarEventsDue,
  calendarValue,
  eventSchemas,
  syncEvents,
  viewCalendar,
} from "@casement/graph-calendar";
import { calendarSourceOf } from "./calendar-source.ts";
import { calendarConfig } from "./config.ts";
import { discoverCalendars } from "./sensors/discover-calendars.ts";
import { cancelEvent } from "./services/cancel-event.ts";
import { createEvent } from "./services/create-event.ts";
import { forwardEvent } from "./services/forward-event.ts";
import { getSchedule } from "./services/get-schedule.ts";
import { listEvents } from "./services/list-events.ts";
import { modifyEvent } from "./services/modify-event.ts";
import { removeEvent } from "./services/remove-event.ts";
import { respondToEvent } from "./services/respond-to-event.ts";
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
      item: calendarEventItem,
      sync: (call) => syncEvents(call, calendarSourceOf(call, call.key)),
      changed: calendarEventChanges,
      due: calendarEventsDue,
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
        items: { attribute: "events", as: "events", title: "subject", start: "start", end: "end", text: "body", link: "webLink" },
      },
      instances: discoverCalendars,
      view: viewCalendar,
    },
  },
  services: {
    "list-events": listEvents,
    "create-event": createEvent,
    "modify-event": modifyEvent,
    "remove-event": removeEvent,
    "cancel-event": cancelEvent,
    "respond-to-event": respondToEvent,
    "forward-event": forwardEvent,
    "get-schedule": getSchedule,
  },
  texts: calendarTexts,
});
