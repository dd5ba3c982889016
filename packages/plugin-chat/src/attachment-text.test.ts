import { expect, it } from "vitest";
import { announcedMessagesOf, ben, chatHost } from "../test/chat.fixture.ts";
import type { GraphMessage } from "./graph-types.ts";
import { toMessageView } from "./message-view.ts";

const account = { id: "me", timeZone: "Europe/Berlin" };
const at = "2026-03-02T08:00:00Z";
const viewOf = (message: Partial<GraphMessage>) => toMessageView({ id: "c" }, { id: "m", createdDateTime: at, ...message }, account);
const onlyAttachment = { contentType: "html", content: '<attachment id="1"></attachment>' };
const card = (contentType: string, content: unknown) => ({
  id: "1",
  contentType: `application/vnd.microsoft.card.${contentType}`,
  content: typeof content === "string" ? content : JSON.stringify(content),
});
const adaptive = {
  type: "AdaptiveCard",
  body: [
    { type: "TextBlock", text: "Build <failed>" },
    { type: "ColumnSet", columns: [{ items: [{ type: "FactSet", facts: [{ title: "Branch", value: "main" }] }] }] },
  ],
  actions: [{ type: "Action.OpenUrl", title: "Open", url: "https://x.example" }],
};

it.each([
  ["an adaptive card", card("adaptive", adaptive), "Build <failed>\nBranch\nmain"],
  ["a hero card", card("hero", { title: "Lunch", subtitle: "Today", text: "Soup", buttons: [{ title: "Order" }] }), "Lunch\nToday\nSoup"],
  ["a card that is not JSON", card("adaptive", "{"), "[Card]"],
  ["a card without text", card("adaptive", { body: null }), "[Card]"],
  ["a card without content", { contentType: "application/vnd.microsoft.card.thumbnail", content: null }, "[Card]"],
  ["half a character", card("hero", '{"text":"a\\ud83d"}'), "a\ufffd"],
  ["a code snippet", card("codesnippet", { name: "test.py", language: "Python" }), "[Code snippet: test.py]"],
  ["an unnamed code snippet", card("codesnippet", "null"), "[Code snippet]"],
  ["another attachment", { contentType: "meetingReference" }, "[Attachment]"],
  ["a quoted message", { contentType: "messageReference", content: "{}" }, ""],
])("a message that is only %s has its text or a marker", (_, attachment, content) => {
  const view = viewOf({ body: onlyAttachment, attachments: [attachment as any] });
  expect(view.content).toBe(content);
  expect(view.contentHtml).toBe(content.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br />"));
});

it("a message that is only a picture has a marker; a text, an alternative text or a file name stays", () => {
  const picture = '<p><img src="https://graph.microsoft.com/1/$value" width="10"></p>';
  expect(viewOf({ body: { contentType: "html", content: picture } }).content).toBe("[Picture]");
  expect(viewOf({ body: { contentType: "html", content: `${picture}<p>Look</p>` } }).content).toBe("Look");
  expect(viewOf({ body: { contentType: "html", content: '<img alt="plan">' } }).content).toBe("plan");
  expect(viewOf({ body: onlyAttachment, attachments: [{ contentType: "reference", name: "a.pdf" }] })).toMatchObject({
    content: "",
    attachments: ["a.pdf"],
  });
});

it("takes bounded time and space for a hostile card", () => {
  let nested: object = { text: "x" };
  for (let depth = 0; depth < 3000; depth++) nested = { items: [nested] };
  expect(viewOf({ attachments: [card("adaptive", nested)] }).content).toBe("[Card]");
  const many = { body: Array.from({ length: 50_000 }, () => ({ text: "😀".repeat(9) })) };
  expect(viewOf({ attachments: [card("adaptive", many)] }).content.length).toBeLessThanOrEqual(4000);
});

it("the sensor shows the text of a card, although the list of chats has none", async () => {
  await using t = await chatHost();
  await t.signIn();
  const announced = announcedMessagesOf(t);
  const token = await t.emulator.control.tokens.issue(ben, ["ChatMessage.Send"]);
  const body = { body: onlyAttachment, attachments: [card("hero", { title: "Lunch" })] };
  const response = await t.emulator.fetch(`https://graph.microsoft.com/v1.0/chats/${t.oneOnOne}/messages`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  await t.advance("60s");
  await t.advance("60s");
  expect(announced()).toEqual(["received Lunch"]);
  expect(t.sensor("chat/chat").attributes).toMatchObject({ content: "Lunch", from: "Ben Ito" });
  await using again = await t.restart();
  await again.advance("60s");
  expect(again.sensor("chat/chat").attributes.content).toBe("Lunch");
  expect(t.emulator.control.chat.messages(t.oneOnOne)).toHaveLength(1);
});
