import { definePlugin } from "@casement/core";
import { readSetting } from "./automatic-replies.ts";
import { changed, changedPayload } from "./changed.ts";
import { config } from "./config.ts";
import { replies, states, toReplies } from "./replies.ts";
import { disable, disableInput } from "./services/disable.ts";
import { enable, enableInput } from "./services/enable.ts";
import { texts } from "./texts.ts";

export const autoreplyPlugin = definePlugin({
  id: "autoreply",
  title: "Automatic replies",
  config,
  scopes: {
    "MailboxSettings.Read": { tier: "read", why: "Show whether automatic replies are on, and their texts" },
    "MailboxSettings.ReadWrite": { tier: "update", why: "Switch automatic replies on and off and change their texts" },
  },
  events: { changed: changedPayload },
  sensors: {
    autoreply: {
      title: "Automatic replies",
      scope: "MailboxSettings.Read",
      every: "300s",
      value: replies,
      present: { kind: "enum", icon: "mdi:reply-all", options: states, control: { on: "enable", off: "disable" } },
      read: async (call) => toReplies(await readSetting(call), call.account.timeZone),
      changed,
    },
  },
  services: {
    enable: {
      title: "Switch automatic replies on",
      input: enableInput,
      output: replies,
      scope: "MailboxSettings.ReadWrite",
      target: "autoreply",
      repeatable: true,
      run: enable,
    },
    disable: {
      title: "Switch automatic replies off",
      input: disableInput,
      output: replies,
      scope: "MailboxSettings.ReadWrite",
      target: "autoreply",
      repeatable: true,
      run: disable,
    },
  },
  texts,
});
