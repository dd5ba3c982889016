import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import type { AgentRequest } from "../agent-request.ts";
import { dayAfter, dayIn, nextDay } from "../request-days.ts";

const { main, colleagues } = householdUsers;
const { mateo, priya, sofia, jonas } = colleagues;

export const peopleRequests: readonly AgentRequest[] = [
  {
    number: 7,
    text: "Set an out-of-office reply for next week, Monday to Friday: Back on Monday.",
    async run(agent) {
      const monday = nextDay("Mon");
      const friday = nextDay("Fri", 8);
      await agent.call("autoreply_enable", { text: "Back on Monday.", start: `${monday}T00:00`, end: `${dayAfter(friday)}T00:00` });
    },
  },
  {
    number: 8,
    text: `Is Mateo (${mateo}), Priya (${priya}) or Sofia (${sofia}) available?`,
    async run(agent) {
      const answer = await agent.call("status_get-presence", { people: [mateo, priya, sofia] });
      assert.ok(JSON.stringify(answer).includes("availability"));
    },
  },
  {
    number: 11,
    text: "Write in the chat Quayside lofts: I send the samples today.",
    async run(agent) {
      const { chats } = await agent.call("chat_list-chats", { search: "Quayside lofts", maxItems: 1 });
      await agent.call("chat_send-message", { chat: chats[0].id, message: "I send the samples today." });
    },
    check({ control }) {
      const chat = control.chat.chats(main).find(({ topic }) => topic === "Quayside lofts")!;
      assert.match(control.chat.messages(chat.id).at(-1)?.content ?? "", /I send the samples today\./);
    },
  },
  {
    number: 12,
    text: `Start a chat Stairs with Jonas (${jonas}) and Sofia (${sofia}), and ask when they have time.`,
    async run(agent) {
      const { id } = await agent.call("chat_create-chat", { members: [jonas, sofia], topic: "Stairs" });
      await agent.call("chat_send-message", { chat: id, message: "When do you have time?" });
    },
    check({ control }) {
      const chat = control.chat.chats(main).find(({ topic }) => topic === "Stairs")!;
      assert.match(control.chat.messages(chat.id).at(-1)?.content ?? "", /When do you have time\?/);
    },
  },
  {
    number: 21,
    text: "Do not disturb for two hours.",
    async run(agent) {
      await agent.call("status_set-preferred-presence", { availability: "DoNotDisturb", minutes: 120 });
    },
    check: ({ control }) => assert.equal(control.presence.get(main).availability, "DoNotDisturb"),
  },
  {
    number: 24,
    text: "What did Sofia last write about the larch in the chat Quayside lofts?",
    async run(agent) {
      const { chats } = await agent.call("chat_list-chats", { search: "Quayside lofts", maxItems: 1 });
      const { messages } = await agent.call("chat_list-messages", { chat: chats[0].id, maxItems: 10 });
      assert.ok(JSON.stringify(messages).includes("larch"));
    },
  },
  {
    number: 29,
    text: "What has changed since yesterday?",
    needs: ["casement_events"],
    pending: "no tool lists events; they are a resource, which most clients do not show to a model",
    async run(agent) {
      const { events } = await agent.call("casement_events", { since: dayIn(-1) });
      assert.ok(events.length > 0);
    },
  },
];
