import { expect, it } from "vitest";
import { webhooksSchema } from "./webhooks-config.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const valid = { name: "flows", url: "https://flows.example/hook", secret, events: ["calendar/event-started"], sensors: ["home/todo/*"] };
const problemsOf = (...webhooks: readonly object[]) =>
  webhooksSchema["~standard"].validate(webhooks) as { issues?: readonly { path: readonly unknown[]; message: string }[] };
const messagesOf = (...webhooks: readonly object[]) => (problemsOf(...webhooks).issues ?? []).map(({ message }) => message);

it("accepts a webhook, and one in a private network", () => {
  expect(messagesOf(valid, { ...valid, name: "lan", url: "http://192.168.1.5:1880/hook", privateNetwork: true })).toEqual([]);
});

it.each([
  [{ url: "ftp://flows.example" }, /starts with https/],
  [{ url: "https://user:word@flows.example" }, /without a user name/],
  [{ url: "http://flows.example" }, /privateNetwork: true/],
  [{ secret: "whsec_c2hvcnQ=" }, /openssl rand/],
  [{ secret: "a password" }, /openssl rand/],
  [{ events: [], sensors: undefined }, /sends nothing/],
  [{ events: ["Calendar started"] }, /must have the form/],
  [{ name: "My flows" }, /lowercase letters/],
])("refuses %j", (change, message) => {
  const messages = messagesOf({ ...valid, ...change });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(message);
  expect(messages[0]).not.toContain("word@");
});

it("refuses a name that is used twice", () => {
  expect(messagesOf(valid, valid)).toEqual(["is used twice: flows"]);
});
