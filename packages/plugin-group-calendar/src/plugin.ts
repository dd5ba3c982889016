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
import { groupCalendarConfig } from "./config.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { groupCalendarSourceOf } from "./group-calendar-source.ts";
import { discoverGroupCalendars } from "./sensors/discover-group-calendars.ts";
import { createCalendarEvent } from "./services/create-calendar-event.ts";
import { listCalendarEvents } from "./services/list-calendar-events.ts";
import { listGroups } from "./services/list-groups.ts";
import { modifyCalendarEvent } from "./services/modify-calendar-event.ts";
import { removeCalendarEvent } from "./services/remove-calendar-event.ts";
import { groupCalendarSettingTexts } from "./texts/group-calendar-setting-texts.ts";
import { groupCalendarTexts } from "./texts/group-calendar-texts.ts";

export const groupCalendarPlugin = definePlugin({
  id: "group-calendar",
  title: "Group calendars",
  config: groupCalendarConfig,
  scopes: {
    "Group.Read.All": { tier: "read", why: "Find your Microsoft 365 groups and show their calendars. An administrator must approve it" },
    "Group.ReadWrite.All": {
      tier: "update",
      why: "Create, change and remove events in calendars of your groups. An administrator must approve it",
    },
  },
  events: eventSchemas,
  feeds: {
    events: {
      scope: "Group.Read.All",
      every: "60s",
      item: storedCalendarEvent,
      sync: (call) => explainRefusal(() => syncCalendarEvents(call, groupCalendarSourceOf(call, call.key))),
      changed: calendarEventChanges,
      due: calendarEventsDue,
      agenda: createCalendarAgenda(["create-event", "modify-event", "remove-event"], "list-events"),
    },
  },
  sensors: {
    calendar: {
      title: "Group calendar",
      feed: "events",
      value: calendarValue,
      present: {
        kind: "binary",
        deviceClass: "running",
        icon: "mdi:account-group",
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
      instances: discoverGroupCalendars,
      view: viewCalendar,
    },
  },
  services: {
    "list-events": listCalendarEvents,
    "list-groups": listGroups,
    "create-event": createCalendarEvent,
    "modify-event": modifyCalendarEvent,
    "remove-event": removeCalendarEvent,
  },
  texts: joinTexts(groupCalendarTexts, groupCalendarSettingTexts, calendarAttributeTexts),
});
