import { testPlugin } from "@casement/testing";
import { chatPlugin } from "./plugin.ts";

const colleague = "colleague@contoso.example";
const words = "Words that stay out of logs";

const chatOf = (t: { emulator: any }, user: string): string => t.emulator.control.chat.chats(user)[0].id;
const source = "graph/permissions.json: consent texts of Chat.ReadBasic and Chat.Read";
const preview = { scope: "Chat.Read", why: "lastMessagePreview is a message, which Chat.ReadBasic does not show", source };
const held = {
  scope: "Chat.Read",
  why: "Messages need Chat.Read; asking for Chat.ReadBasic beside it would only lengthen the list",
  source,
};

testPlugin(chatPlugin, {
  config: { poll: "60s" },
  arrange({ directory, control }, user) {
    if (!directory.user(colleague)) directory.addUser({ userPrincipalName: colleague, displayName: "Colleague" });
    const chat = control.chat.addChat(user, { members: [colleague], type: "group", topic: words });
    control.chat.say(colleague, chat, words);
    return [words];
  },
  change({ control }, user) {
    control.chat.say(colleague, control.chat.chats(user)[0]!.id, "Anything new?");
    control.chat.say(user, control.chat.chats(user)[0]!.id, "No");
  },
  snapshot: ({ control }, user) => control.chat.chats(user),
  services: {
    "send-message": (t, user) => ({ chat: chatOf(t, user), message: "Hello", mentions: [colleague] }),
    "list-chats": {},
    "list-messages": (t, user) => ({ chat: chatOf(t, user) }),
    "create-chat": { members: [colleague], topic: "Lunch" },
  },
  exceptions: [
    { call: "GET /me/chats", ...preview },
    { call: "GET /chats/{id}", ...held },
    { call: "GET /chats/{id}/members", ...held },
  ],
});
