import { definePlugin, type SensorInstance } from "@casement/core";
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
import { config } from "./config.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { calendarPath, groupPath, placeOf } from "./group-place.ts";
import { groupInstances } from "./sensors/group-instances.ts";
import { listGroups, listGroupsInput, listGroupsOutput } from "./services/list-groups.ts";
import { texts } from "./texts.ts";

const groupOf = ({ key, id }: SensorInstance): string => key ?? id;

export const groupCalendarPlugin = definePlugin({
  id: "group-calendar",
  title: "Group calendars",
  config,
  scopes: {
    "Group.Read.All": { tier: "read", why: "Find your Microsoft 365 groups and show their calendars. An administrator has to approve it" },
    "Group.ReadWrite.All": {
      tier: "update",
      why: "Create, change and remove events in calendars of your groups. An administrator has to approve it",
    },
  },
  events,
  feeds: {
    events: {
      scope: "Group.Read.All",
      every: "60s",
      item,
      sync: (call) => explainRefusal(() => syncEvents(call, placeOf(call.graph, call.key))),
      changed,
      due,
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
        items: { attribute: "events", as: "events", title: "subject", start: "start", end: "end" },
      },
      instances: groupInstances,
      view: calendarView,
    },
  },
  services: {
    "list-groups": {
      title: "List your groups",
      input: listGroupsInput,
      output: listGroupsOutput,
      scope: "Group.Read.All",
      effect: "read",
      run: listGroups,
    },
    "create-event": {
      title: "Create an event in a group calendar",
      input: createEventInput,
      output: createEventOutput,
      scope: "Group.ReadWrite.All",
      target: "calendar",
      run: (call) => explainRefusal(() => createEvent(call, calendarPath(groupOf(call.target)))),
    },
    "modify-event": {
      title: "Change an event of a group calendar",
      input: modifyEventInput,
      output: modifyEventOutput,
      scope: "Group.ReadWrite.All",
      target: "calendar",
      repeatable: true,
      run: (call) => explainRefusal(() => modifyEvent(call, groupPath(groupOf(call.target)))),
    },
    "remove-event": {
      title: "Remove an event from a group calendar",
      input: removeEventInput,
      output: acted,
      scope: "Group.ReadWrite.All",
      target: "calendar",
      repeatable: true,
      run: (call) => explainRefusal(() => removeEvent(call, groupPath(groupOf(call.target)))),
    },
  },
  texts,
});
