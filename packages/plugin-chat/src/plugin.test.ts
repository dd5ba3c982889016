import { testPlugin } from "@casement/testing";
import { chatPlugin } from "./plugin.ts";

const colleague = "colleague@contoso.example";
const privateText = "A text that must not be logged";

const chatOf = (t: { emulator: any }, user: string): string => t.emulator.control.chat.chats(user)[0].id;
const source = "https://learn.microsoft.com/graph/permissions-reference#chatread";
const previews = { scope: "Chat.Read", why: "lastMessagePreview is a message, which Chat.ReadBasic does not include", source };
const alreadyNeeded = {
  scope: "Chat.Read",
  why: "Messages need Chat.Read; requesting Chat.ReadBasic as well would only make the list longer",
  source,
};

testPlugin(chatPlugin, {
  config: { poll: "60s" },
  arrange({ directory, control }, user) {
    if (!directory.user(colleague)) directory.addUser({ userPrincipalName: colleague, displayName: "Colleague" });
    const chat = control.chat.addChat(user, { members: [colleague], type: "group", topic: privateText });
    control.chat.say(colleague, chat, privateText);
    return [privateText];
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
    { request: "GET /me/chats", ...previews },
    { request: "GET /chats/{id}", ...alreadyNeeded },
    { request: "GET /chats/{id}/members", ...alreadyNeeded },
  ],
});
