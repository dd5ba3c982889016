import { definePlugin, type Presentation } from "@casement/core";
import { config, watchesOthers } from "./config.ts";
import { changed, presenceChanged } from "./feeds/changed.ts";
import { syncPresence } from "./feeds/sync-presence.ts";
import { activities, item, value } from "./presence.ts";
import { ownInstance, peopleInstances } from "./sensors/people.ts";
import { statusView } from "./sensors/status-view.ts";
import { clearPreferredPresence, clearPresence } from "./services/clear-presence.ts";
import { getPresence, getPresenceInput, getPresenceOutput } from "./services/get-presence.ts";
import { empty, set } from "./services/service-call.ts";
import { setPreferredPresence, setPreferredPresenceInput } from "./services/set-preferred-presence.ts";
import { setPresence, setPresenceInput } from "./services/set-presence.ts";
import { setStatusMessage, setStatusMessageInput, setStatusMessageOutput } from "./services/set-status-message.ts";
import { texts } from "./texts.ts";

const present: Presentation = { kind: "enum", icon: "mdi:microsoft-teams", options: activities };

export const statusPlugin = definePlugin({
  id: "status",
  title: "Teams presence",
  config,
  scopes: {
    "Presence.Read": { tier: "read", why: "Show your presence", when: (config) => config.own && !watchesOthers(config) },
    "Presence.Read.All": { tier: "read", why: "Show the presence of the people you name, and yours", when: watchesOthers },
    "User.ReadBasic.All": { tier: "read", why: "Find the people you name", when: watchesOthers },
    "Presence.ReadWrite": { tier: "update", why: "Set your presence and your status message", when: ({ own }) => own },
  },
  events: { "presence-changed": presenceChanged },
  feeds: {
    presence: { scope: "Presence.Read", every: "15s", item, sync: syncPresence, changed },
  },
  sensors: {
    status: {
      title: "Status",
      feed: "presence",
      value,
      present: { ...present, control: { select: "set-preferred-presence", field: "availability" } },
      instances: ownInstance,
      view: statusView,
    },
    person: { title: "Person", feed: "presence", value, present, instances: peopleInstances, view: statusView },
  },
  services: {
    "get-presence": {
      title: "Look up somebody's presence",
      input: getPresenceInput,
      output: getPresenceOutput,
      scope: ["Presence.Read.All", "User.ReadBasic.All"],
      effect: "read",
      run: getPresence,
    },
    "set-presence": {
      title: "Set your presence",
      input: setPresenceInput,
      output: set,
      scope: "Presence.ReadWrite",
      repeatable: true,
      touches: ["presence"],
      run: setPresence,
    },
    "clear-presence": {
      title: "Clear the presence that was set",
      input: empty,
      output: empty,
      scope: "Presence.ReadWrite",
      repeatable: true,
      touches: ["presence"],
      run: clearPresence,
    },
    "set-preferred-presence": {
      title: "Set your preferred presence",
      input: setPreferredPresenceInput,
      output: set,
      scope: "Presence.ReadWrite",
      repeatable: true,
      touches: ["presence"],
      run: setPreferredPresence,
    },
    "clear-preferred-presence": {
      title: "Clear your preferred presence",
      input: empty,
      output: empty,
      scope: "Presence.ReadWrite",
      repeatable: true,
      touches: ["presence"],
      run: clearPreferredPresence,
    },
    "set-status-message": {
      title: "Set your status message",
      input: setStatusMessageInput,
      output: setStatusMessageOutput,
      scope: "Presence.ReadWrite",
      repeatable: true,
      touches: ["presence"],
      run: setStatusMessage,
    },
  },
  texts,
});
