import { definePlugin, joinTexts, type Presentation } from "@casement/core";
import { readsForOthers, statusConfig, watchesOthers } from "./config.ts";
import { presenceChanges } from "./feeds/presence-changes.ts";
import { presenceForMany } from "./feeds/presence-for-many.ts";
import { subscribeToPresence } from "./feeds/subscribe-to-presence.ts";
import { syncPresence } from "./feeds/sync-presence.ts";
import { presenceActivities, presenceItem, statusValue } from "./presence.ts";
import { ownInstances } from "./sensors/own-instances.ts";
import { peopleInstances } from "./sensors/people-instances.ts";
import { viewStatus } from "./sensors/view-status.ts";
import { clearPreferredPresence } from "./services/clear-preferred-presence.ts";
import { clearPresence } from "./services/clear-presence.ts";
import { findPerson } from "./services/find-person.ts";
import { getPresence } from "./services/get-presence.ts";
import { setPreferredPresence } from "./services/set-preferred-presence.ts";
import { setPresence } from "./services/set-presence.ts";
import { setStatusMessage } from "./services/set-status-message.ts";
import { statusAttributeTexts } from "./status-attribute-texts.ts";
import { statusEvents } from "./status-events.ts";
import { statusSettingTexts } from "./status-setting-texts.ts";
import { statusTexts } from "./texts.ts";

const present: Presentation = { kind: "enum", icon: "mdi:microsoft-teams", options: presenceActivities, details: ["statusMessage"] };

export const statusPlugin = definePlugin({
  id: "status",
  title: "Teams presence",
  config: statusConfig,
  scopes: {
    "Presence.Read": { tier: "read", why: "Show your presence", when: (config) => config.own && !watchesOthers(config) },
    "Presence.Read.All": {
      tier: "read",
      why: "Show your presence and that of the people and accounts you choose",
      when: (config) => watchesOthers(config) || readsForOthers(config),
    },
    "User.ReadBasic.All": { tier: "read", why: "Find the people you choose", when: watchesOthers },
    "Presence.ReadWrite": { tier: "update", why: "Set your presence and your status message", when: ({ own }) => own },
  },
  feeds: {
    presence: {
      scope: "Presence.Read",
      every: "15s",
      item: presenceItem,
      sync: syncPresence,
      changed: presenceChanges,
      subscribe: subscribeToPresence,
      forMany: presenceForMany,
    },
  },
  sensors: {
    status: {
      title: "Status",
      feed: "presence",
      value: statusValue,
      present: { ...present, control: { select: "set-preferred-presence", field: "availability", title: "Preferred presence" } },
      instances: ownInstances,
      view: viewStatus,
    },
    person: { title: "Person", feed: "presence", value: statusValue, present, instances: peopleInstances, view: viewStatus },
  },
  services: {
    "get-presence": getPresence,
    "find-person": findPerson,
    "set-presence": setPresence,
    "clear-presence": clearPresence,
    "set-preferred-presence": setPreferredPresence,
    "clear-preferred-presence": clearPreferredPresence,
    "set-status-message": setStatusMessage,
  },
  events: statusEvents,
  texts: joinTexts(statusTexts, statusSettingTexts, statusAttributeTexts),
});
