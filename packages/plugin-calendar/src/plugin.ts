import { definePlugin } from "@casement/core";
import {
  acted,
  calendarValue,
  calendarView,
  changed,
  createEvent,
  createEventInput,
  createEventOutput,
  due,
  events,
  item,
  modifyEvent,
  modifyEventInput,
  modifyEventOutput,
  removeEvent,
  removeEventInput,
  syncEvents,
} from "@casement/graph-calendar";
import { placeOf } from "./calendar-place.ts";
import { config } from "./config.ts";
import { calendarInstances } from "./sensors/calendar-instances.ts";
import { cancelEvent, cancelEventInput } from "./services/cancel-event.ts";
import { forwardEvent, forwardEventInput } from "./services/forward-event.ts";
import { getSchedule, getScheduleInput, getScheduleOutput } from "./services/get-schedule.ts";
import { listEvents, listEventsInput, listEventsOutput } from "./services/list-events.ts";
import { respondToEvent, respondToEventInput } from "./services/respond-to-event.ts";
import { texts } from "./texts.ts";

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
    events: { scope: "Calendars.ReadBasic", every: "60s", item, sync: (call) => syncEvents(call, placeOf(call, call.key)), changed, due },
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
        color: "colour",
        items: { attribute: "events", as: "events", title: "subject", start: "start", end: "end" },
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
      run: (call) => createEvent(call, placeOf(call, call.target.key ?? call.target.id).path),
    },
    "modify-event": {
      title: "Change an event",
      input: modifyEventInput,
      output: modifyEventOutput,
      scope: "Calendars.ReadWrite",
      repeatable: true,
      touches: ["events"],
      run: (call) => modifyEvent(call, call.account.mailbox),
    },
    "remove-event": {
      title: "Remove an event",
      input: removeEventInput,
      output: acted,
      scope: "Calendars.ReadWrite",
      repeatable: true,
      touches: ["events"],
      run: (call) => removeEvent(call, call.account.mailbox),
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
  texts,
});
