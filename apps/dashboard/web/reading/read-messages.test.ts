import { expect, it } from "vitest";
import { readMessages } from "./read-messages.ts";

const shows = {
  title: "subject",
  from: "from",
  to: "to",
  start: "at",
  html: "body",
  truncated: "cut",
  own: "mine",
  attachments: "files",
};

it("reads one message by the names that the service gives", () => {
  const from = { name: "bank@bank.example", address: "mallory@evil.example" };
  const [message, ...others] = readMessages(shows, {
    id: "a",
    subject: "Hello",
    from,
    to: ["Ada <ada@x.example>"],
    at: "2026-03-29T01:30:00Z",
    body: "<p>x</p>",
    cut: true,
    files: ["a.pdf"],
  });
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    key: "a",
    title: "Hello",
    from: "bank@bank.example <mallory@evil.example>",
    to: ["Ada <ada@x.example>"],
    at: new Date("2026-03-29T01:30:00Z"),
    html: "<p>x</p>",
    text: undefined,
    isTruncated: true,
    isOwn: false,
    attachments: ["a.pdf"],
  });
});

it("reads a list of messages, and takes nothing that is not one", () => {
  const list = { ...shows, attribute: "messages" };
  const messages = readMessages(list, { messages: [{ id: "a", mine: true, subject: "" }, null, "text", { body: 7 }] });
  expect(messages.map(({ key, title, html, isOwn }) => [key, title, html, isOwn])).toEqual([
    ["a", undefined, undefined, true],
    ["1", undefined, undefined, false],
  ]);
  expect(readMessages(list, {})).toEqual([]);
  expect(readMessages(list, null)).toEqual([]);
});
