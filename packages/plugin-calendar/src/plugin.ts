import { definePlugin } from "@casement/core";
import { config } from "./config.ts";
import { item } from "./event-item.ts";
import { events } from "./event-payload.ts";
import { changed } from "./feeds/changed.ts";
import { due } from "./feeds/due.ts";
import { syncEvents } from "./feeds/sync-events.ts";
import { calendarInstances } from "./sensors/calendar-instances.ts";
import { calendarValue, calendarView } from "./sensors/calendar-view.ts";
import { cancelEvent, cancelEventInput } from "./services/cancel-event.ts";
import { createEvent, createEventInput, createEventOutput } from "./services/create-event.ts";
import { acted } from "./services/event-input.ts";
import { forwardEvent, forwardEventInput } from "./services/forward-event.ts";
import { getSchedule, getScheduleInput, getScheduleOutput } from "./services/get-schedule.ts";
import { listEvents, listEventsInput, listEventsOutput } from "./services/list-events.ts";
import { modifyEvent, modifyEventInput, modifyEventOutput } from "./services/modify-event.ts";
import { removeEvent, removeEventInput } from "./services/remove-event.ts";
import { respondToEvent, respondToEventInput } from "./services/respond-to-event.ts";

export const calendarPlugin = definePlugin({
  id: "calendar",
  title: "Outlook calendars",
  config,
  scopes: {
    "Calendars.ReadBasic": { tier: "read", why: "Show your calendars and events, without the text in them", when: ({ basic }) => basic },
    "Calendars.Read": { tier: "read", why: "Show your calendars and events", when: ({ basic }) => !basic },
    "Calendars.ReadWrite": { tier: "update", why: "Create, change, answer and remove events for you" },
  },
  events,
  feeds: {
    events: { scope: "Calendars.ReadBasic", every: "60s", item, sync: syncEvents, changed, due },
  },
  sensors: {
    calendar: {
      title: "Calendar",
      feed: "events",
      value: calendarValue,
      present: {
        kind: "binary",
        icon: "mdi:calendar",
        colour: "colour",
        items: { attribute: "events", as: "agenda", title: "subject", start: "start", end: "end" },
      },
      instances: calendarInstances,
      view: calendarView,
    },
  },
  services: {
    "list-events": {
      title: "List events",
      input: listEventsInput,
      output: listEventsOutput,
      scope: "Calendars.ReadBasic",
      target: "calendar",
      effect: "read",
      run: listEvents,
    },
    "create-event": {
      title: "Create an event",
      input: createEventInput,
      output: createEventOutput,
      scope: "Calendars.ReadWrite",
      target: "calendar",
      run: createEvent,
    },
    "modify-event": {
      title: "Change an event",
      input: modifyEventInput,
      output: modifyEventOutput,
      scope: "Calendars.ReadWrite",
      effect: "idempotent",
      touches: ["events"],
      run: modifyEvent,
    },
    "remove-event": {
      title: "Remove an event",
      input: removeEventInput,
      output: acted,
      scope: "Calendars.ReadWrite",
      effect: "idempotent",
      touches: ["events"],
      run: removeEvent,
    },
    "cancel-event": {
      title: "Cancel a meeting",
      input: cancelEventInput,
      output: acted,
      scope: "Calendars.ReadWrite",
      touches: ["events"],
      run: cancelEvent,
    },
    "respond-to-event": {
      title: "Answer an invitation",
      input: respondToEventInput,
      output: acted,
      scope: "Calendars.ReadWrite",
      touches: ["events"],
      run: respondToEvent,
    },
    "forward-event": {
      title: "Forward an event",
      input: forwardEventInput,
      output: acted,
      scope: "Calendars.ReadWrite",
      touches: ["events"],
      run: forwardEvent,
    },
    "get-schedule": {
      title: "Look up free and busy times",
      input: getScheduleInput,
      output: getScheduleOutput,
      scope: "Calendars.ReadBasic",
      effect: "read",
      run: getSchedule,
    },
  },
});
