import { definePlugin } from "@casement/core";
import { config, pollEvery } from "./config.ts";
import { changed, messageEvent } from "./feeds/changed.ts";
import { item } from "./feeds/item.ts";
import { syncMessages } from "./feeds/sync-messages.ts";
import { chatInstances } from "./sensors/chat-instances.ts";
import { chatView, value } from "./sensors/chat-view.ts";
import { createChat, createChatInput, createChatOutput } from "./services/create-chat.ts";
import { listChats, listChatsInput, listChatsOutput } from "./services/list-chats.ts";
import { listMessages, listMessagesInput, listMessagesOutput } from "./services/list-messages.ts";
import { sendMessage, sendMessageInput, sendMessageOutput } from "./services/send-message.ts";
import { texts } from "./texts.ts";

export const chatPlugin = definePlugin({
  id: "chat",
  title: "Teams chats",
  config,
  scopes: {
    "Chat.Read": { tier: "read", why: "Show your chats and their newest message" },
    "ChatMessage.Send": { tier: "update", why: "Send messages for you" },
    "Chat.Create": { tier: "update", why: "Start new chats for you" },
  },
  events: { "message-received": messageEvent, "message-sent": messageEvent },
  feeds: {
    messages: { scope: "Chat.Read", every: pollEvery, item, sync: syncMessages, changed },
  },
  sensors: {
    chat: {
      title: "Chat",
      feed: "messages",
      value,
      present: {
        kind: "timestamp",
        icon: "mdi:chat",
        items: { attribute: "chats", as: "list", title: "title" },
      },
      instances: chatInstances,
      view: chatView,
    },
  },
  services: {
    "send-message": {
      title: "Send a message",
      input: sendMessageInput,
      output: sendMessageOutput,
      scope: "ChatMessage.Send",
      notify: { field: "message", when: ({ sendTo }) => sendTo !== undefined },
      touches: ["messages"],
      run: sendMessage,
    },
    "list-chats": {
      title: "List chats",
      input: listChatsInput,
      output: listChatsOutput,
      scope: "Chat.Read",
      effect: "read",
      run: listChats,
    },
    "list-messages": {
      title: "List the messages of a chat",
      input: listMessagesInput,
      output: listMessagesOutput,
      scope: "Chat.Read",
      effect: "read",
      run: listMessages,
    },
    "create-chat": {
      title: "Start a chat",
      input: createChatInput,
      output: createChatOutput,
      scope: "Chat.Create",
      touches: ["messages"],
      run: createChat,
    },
  },
  texts,
});
