import { definePlugin, joinTexts } from "@casement/core";
import { automaticReplies, repliesStates, toAutomaticReplies } from "./automatic-replies.ts";
import { autoreplyEvents } from "./autoreply-events.ts";
import { autoreplySettingTexts } from "./autoreply-setting-texts.ts";
import { autoreplyConfig } from "./config.ts";
import { repliesChanges } from "./replies-changes.ts";
import { readRepliesSetting } from "./replies-setting.ts";
import { disableReplies } from "./services/disable-replies.ts";
import { enableReplies } from "./services/enable-replies.ts";
import { autoreplyTexts } from "./texts.ts";

export const autoreplyPlugin = definePlugin({
  id: "autoreply",
  title: "Automatic replies",
  config: autoreplyConfig,
  scopes: {
    "MailboxSettings.Read": { tier: "read", why: "Show whether automatic replies are on, and their texts" },
    "MailboxSettings.ReadWrite": { tier: "update", why: "Turn automatic replies on and off and change their texts" },
  },
  sensors: {
    autoreply: {
      title: "Automatic replies",
      scope: "MailboxSettings.Read",
      every: "300s",
      value: automaticReplies,
      present: { kind: "enum", icon: "mdi:reply-all", options: repliesStates, control: { on: "enable", off: "disable" } },
      read: async (call) => toAutomaticReplies(await readRepliesSetting(call), call.account.timeZone),
      changed: repliesChanges,
    },
  },
  services: { enable: enableReplies, disable: disableReplies },
  events: autoreplyEvents,
  texts: joinTexts(autoreplyTexts, autoreplySettingTexts),
});
