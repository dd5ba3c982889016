import assert from "node:assert/strict";
import type { Emulator } from "@casement/graph-emulator";
import { householdUsers } from "@casement/graph-emulator/household";
import type { AgentRequest } from "../agent-request.ts";

const { main, colleagues } = householdUsers;
const { mateo } = colleagues;
const shop = "news@garden-shop.example";
const account = "home";
const list = "email_list-messages";
/** To find a message among others. */
const names = ["subject", "from"];

/** The record has an order, unlike mails of the same second in a folder. */
const lastSentTo = ({ mail }: Emulator["control"], address: string) => mail.sent().findLast(({ to }) => to === address);

export const mailRequests: readonly AgentRequest[] = [
  {
    number: 2,
    text: `Answer Mateo (${mateo}) in the thread about the stairs: the samples arrive on Tuesday.`,
    prepare: ({ control }) =>
      void control.mail.deliver({ from: mateo, to: main, subject: "Stairs: samples", text: "When do they arrive?" }),
    async run(agent) {
      const { messages } = await agent.call(list, {
        account,
        from: mateo,
        subjectContains: "stairs",
        maxItems: 1,
        ...agent.only(list, names),
      });
      await agent.call("email_reply", { account, id: messages[0].id, text: "They arrive on Tuesday." });
    },
    check({ control }) {
      const newest = lastSentTo(control, mateo);
      assert.equal(newest?.subject, "RE: Stairs: samples");
    },
  },
  {
    number: 3,
    text: "Summarize my unread mail.",
    async run(agent) {
      const fields = agent.only(list, ["subject", "from", "preview"]);
      const { messages } = await agent.call(list, { account, unread: true, preview: true, ...fields });
      assert.ok(messages.length > 0 && messages.every(({ preview }: any) => preview !== undefined));
    },
  },
  {
    number: 4,
    text: "Show me the whole conversation about the stairs.",
    needs: ["email_list-messages.conversation"],
    async run(agent) {
      const one = { subjectContains: "Stairs: samples", maxItems: 1 };
      const { messages } = await agent.call(list, { account, ...one });
      const texts = { body: "text", ...agent.only(list, ["from", "receivedDateTime", "body"]) };
      const conversation = await agent.call(list, { account, conversation: messages[0].conversationId, ...texts });
      assert.ok(conversation.messages.length >= 2, "the reply is not in the conversation");
    },
  },
  {
    number: 10,
    text: `Send Mateo (${mateo}) a text file notes.txt with the line: Oak, not larch.`,
    needs: ["email_read-attachment"],
    pending: "no call can bring a file",
    async run(agent) {
      // The list has no room for how a call brings a file.
      await agent.call("casement_describe", { tool: "email_send" });
      const attachments = [`data:text/plain;name=notes.txt;base64,${Buffer.from("Oak, not larch.").toString("base64")}`];
      await agent.call("email_send", { account, to: mateo, subject: "Notes", text: "Attached.", attachments });
    },
    check: ({ control }) => assert.equal(lastSentTo(control, mateo)?.subject, "Notes"),
  },
  {
    number: 13,
    text: `Move the newsletters of ${shop} to a new folder Newsletters.`,
    needs: ["email_create-folder", "email_move.where"],
    pending: "no tool creates folders or moves what matches a filter",
    prepare({ control }) {
      for (let i = 1; i <= 50; i++) control.mail.deliver({ from: shop, to: main, subject: `Offers ${i}`, text: "This week" });
    },
    async run(agent) {
      await agent.call("email_create-folder", { account, folder: "Newsletters" });
      const { count } = await agent.call("email_move", { account, where: { from: shop }, folder: "Newsletters" });
      assert.equal(count, 50);
    },
    check({ control }) {
      const folder = control.mail.folders(main).find(({ displayName }) => displayName === "Newsletters");
      assert.equal(folder?.messages, 50);
    },
  },
  {
    number: 14,
    text: "Which mail folders do I have?",
    needs: ["email_list-folders"],
    pending: "no tool lists folders",
    async run(agent) {
      const { folders } = await agent.call("email_list-folders", { account });
      assert.ok(folders.some(({ path }: any) => path === "Inbox/Receipts"));
    },
  },
  {
    number: 18,
    text: "Find the mail with the minutes of the planning and flag it.",
    async run(agent) {
      const { messages } = await agent.call(list, { account, search: "Minutes of the planning", maxItems: 3, ...agent.only(list, names) });
      const message = messages.find(({ subject }: any) => subject === "Minutes of the planning");
      await agent.call("email_mark", { account, ids: message.id, flag: "flagged" });
    },
  },
  {
    number: 22,
    text: `Forward the last mail of the school (secretary@linden-school.example) to Priya, ${colleagues.priya}.`,
    async run(agent) {
      const from = "secretary@linden-school.example";
      const { messages } = await agent.call(list, { account, from, maxItems: 1, ...agent.only(list, names) });
      await agent.call("email_forward", { account, id: messages[0].id, to: colleagues.priya, text: "For you." });
    },
    check({ control }) {
      assert.match(lastSentTo(control, colleagues.priya)?.subject ?? "", /^FW: /);
    },
  },
  {
    number: 23,
    text: `Draft a mail to Sofia (${colleagues.sofia}) about the lofts. Show it to me, then send it.`,
    async run(agent) {
      const draft = { account, to: colleagues.sofia, subject: "Lofts", text: "Shall we meet on Monday?" };
      const { id } = await agent.call("email_create-draft", draft);
      await agent.call("email_send-draft", { account, id });
    },
    check: ({ control }) => assert.equal(lastSentTo(control, colleagues.sofia)?.subject, "Lofts"),
  },
  {
    number: 25,
    text: "Delete the mails in my folder Old offers that are older than 30 days.",
    needs: ["email_remove.where"],
    pending: "no tool removes what matches a filter",
    prepare({ control }) {
      control.mail.addFolder(main, "Old offers");
      for (const days of [2, 40, 50]) {
        const receivedDateTime = new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, "");
        control.mail.addMessage(main, "Old offers", { subject: `Offer of ${days} days`, receivedDateTime } as object);
      }
    },
    async run(agent) {
      await agent.call("email_remove", { account, where: { folder: "Old offers", olderThan: "30d" } });
    },
    check({ control }) {
      assert.deepEqual(
        control.mail.messages(main, "Old offers").map(({ subject }) => subject),
        ["Offer of 2 days"],
      );
    },
  },
  {
    number: 26,
    text: "What is Sofia's address?",
    needs: ["email_find-people"],
    pending: "no tool finds people",
    async run(agent) {
      const { people } = await agent.call("email_find-people", { account, query: "Sofia" });
      assert.equal(people[0].address, colleagues.sofia);
    },
  },
  {
    number: 28,
    text: "What does the offer in my newest mail with an attachment say?",
    needs: ["email_read-attachment"],
    pending: "no tool returns the text of an attachment",
    prepare({ control }) {
      const attachments = [{ name: "offer.txt", contentType: "text/plain", content: "Larch: 2,400 euros." }];
      control.mail.deliver({ from: shop, to: main, subject: "Your offer", text: "Attached.", attachments });
    },
    async run(agent) {
      const { messages } = await agent.call(list, { account, hasAttachments: true, attachments: true, maxItems: 1 });
      const [{ id, attachments }] = messages;
      const { text } = await agent.call("email_read-attachment", { account, id, name: attachments[0].name ?? attachments[0] });
      assert.match(text, /2,400 euros/);
    },
  },
];
