import { definePlugin, joinTexts } from "@casement/core";
import { chatAttributeTexts } from "./chat-attribute-texts.ts";
import { chatEvents } from "./chat-events.ts";
import { chatSettingTexts } from "./chat-setting-texts.ts";
import { chatConfig, pollIntervalOf } from "./config.ts";
import { chatFeedItem } from "./feeds/chat-feed-item.ts";
import { messageChanges } from "./feeds/message-changes.ts";
import { subscribeToChats } from "./feeds/subscribe-to-chats.ts";
import { syncMessages } from "./feeds/sync-messages.ts";
import { chatInstances } from "./sensors/chat-instances.ts";
import { chatValue, viewChats } from "./sensors/view-chats.ts";
import { createChat } from "./services/create-chat.ts";
import { listChats } from "./services/list-chats.ts";
import { listMessages } from "./services/list-messages.ts";
import { sendMessage } from "./services/send-message.ts";
import { chatTexts } from "./texts.ts";

export const chatPlugin = definePlugin({
  id: "chat",
  title: "Teams chats",
  config: chatConfig,
  scopes: {
    "Chat.Read": { tier: "read", why: "Show your chats and their newest message" },
    "ChatMessage.Send": { tier: "update", why: "Send messages for you" },
    "Chat.Create": { tier: "update", why: "Start new chats for you" },
  },
  feeds: {
    messages: {
      scope: "Chat.Read",
      every: pollIntervalOf,
      item: chatFeedItem,
      sync: syncMessages,
      changed: messageChanges,
      subscribe: subscribeToChats,
    },
  },
  sensors: {
    chat: {
      title: "Chat",
      feed: "messages",
      value: chatValue,
      present: {
        kind: "timestamp",
        icon: "mdi:chat",
        details: ["from", "content"],
        items: {
          attribute: "chats",
          as: "list",
          title: "title",
          truncated: "truncated",
          start: "lastMessageAt",
          read: "isRead",
          link: "webUrl",
        },
      },
      instances: chatInstances,
      view: viewChats,
    },
  },
  services: {
    "send-message": sendMessage,
    "list-chats": listChats,
    "list-messages": listMessages,
    "create-chat": createChat,
  },
  events: chatEvents,
  texts: joinTexts(chatTexts, chatSettingTexts, chatAttributeTexts),
});
