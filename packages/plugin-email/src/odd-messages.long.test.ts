import { expect, it } from "vitest";
import {
  callService,
  createMailHost,
  deliverToAda,
  payloadsOf,
  rewriteMessage,
  shownMessages,
  shownSubjects,
  stateOf,
} from "../test/email.fixture.ts";

const everything = { body: "html", preview: true, attachments: true, inlineAttachments: true };
const config = {
  sensors: [
    { name: "Inbox", ...everything },
    { name: "Text", body: "text", to: "ada" },
  ],
};

const odd = {
  subject: null,
  from: { emailAddress: null },
  toRecipients: [null, { emailAddress: null }, { emailAddress: { name: 1, address: "x@y.example" } }],
  ccRecipients: "nobody",
  replyTo: null,
  receivedDateTime: "yesterday",
  isRead: "no",
  hasAttachments: null,
  importance: "urgent",
  flag: { flagStatus: "odd", dueDateTime: { dateTime: null }, completedDateTime: "x" },
  categories: [1, null, "Blue"],
  conversationId: 7,
  webLink: null,
  bodyPreview: null,
  body: { contentType: null, content: null },
  attachments: [null, { id: "1", name: null, isInline: "x" }, "x"],
};

it.each([
  ...Object.entries(odd).map(([name, value]): [string, object] => [name, { [name]: value }]),
  ["every property", odd],
  ["no property", Object.fromEntries(Object.keys(odd).map((name) => [name, null]))],
  ["wrong types", Object.fromEntries(Object.keys(odd).map((name) => [name, 42]))],
])("shows a message with an odd value (%s) as far as it goes, and everything after it", async (_, change) => {
  await using t = await createMailHost({ config });
  deliverToAda(t, { subject: "Odd", html: "<p>a</p>" });
  const known = (message: object) => Object.fromEntries(Object.entries(change).filter(([name]) => name in message));
  // A new message without a readable time waits; see below.
  let isOdd = !("receivedDateTime" in change);
  rewriteMessage(t, "Odd", (message) => (isOdd ? { ...message, ...known(message) } : message));
  await t.advance("30s");
  if (!isOdd) {
    isOdd = true;
    await callService(t, "mark", { ids: shownMessages(t)[0].id, categories: ["Blue"] });
    await t.advance("30s");
  }
  expect(t.sensor("email/inbox").attributes.total).toBe(1);
  expect(t.sensor("email/inbox").stale).toBe(false);
  const [{ id }] = shownMessages(t);
  for (const service of ["list-messages", "get-message"]) await callService(t, service, service === "get-message" ? { id } : everything);
  deliverToAda(t, { subject: "Later" });
  await t.advance("30s");
  expect(shownSubjects(t)).toContain("Later");
  expect(payloadsOf(t, "message-received").map(({ subject }) => subject)).toContain("Later");
  isOdd = false;
  await callService(t, "mark", { ids: id, categories: ["Red"] });
  await t.advance("60s");
  expect(shownMessages(t).find((message) => message.id === id)).toMatchObject({ subject: "Odd", body: "<p>a</p>", categories: ["Red"] });
});

it("announces a new message whose time cannot be read as soon as it can", async () => {
  await using t = await createMailHost({ config });
  await t.advance("30s");
  deliverToAda(t, { subject: "Odd" });
  let isOdd = true;
  rewriteMessage(t, "Odd", (message) => (isOdd ? { ...message, receivedDateTime: 12345 } : message));
  await t.advance("30s");
  expect(payloadsOf(t, "message-received")).toEqual([]);
  deliverToAda(t, { subject: "Later" });
  await t.advance("30s");
  isOdd = false;
  await t.advance("2m");
  expect(payloadsOf(t, "message-received").map(({ subject }) => subject)).toEqual(["Later", "Odd"]);
  expect(shownSubjects(t)).toEqual(expect.arrayContaining(["Odd", "Later"]));
  await t.advance("10m");
  expect(payloadsOf(t, "message-received")).toHaveLength(2);
});

it.each([null, 7, ""])("leaves out a message with the ID %j, and shows the others", async (oddId) => {
  await using t = await createMailHost({ config });
  deliverToAda(t, { subject: "Odd" });
  rewriteMessage(t, "Odd", (message) => ({ ...message, id: oddId }));
  deliverToAda(t, { subject: "Well" });
  await t.advance("30s");
  expect(shownSubjects(t)).toEqual(["Well"]);
  expect(stateOf(t)).toBe(1);
  const { messages } = await callService(t, "list-messages", {});
  expect(messages).toHaveLength(1);
});
