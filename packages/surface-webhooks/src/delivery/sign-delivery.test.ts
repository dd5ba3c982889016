import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { signDelivery } from "./sign-delivery.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const body = '{"type":"tasks/task-created","data":{"title":"Grüße 🎉"}}';
const minutesAgo = (minutes: number) => signDelivery(secret, "event-1", new Date(Date.now() - minutes * 60_000), body);
const verify = (headers: Readonly<Record<string, string>>, text = body, key = secret) => new Webhook(key).verify(text, { ...headers });

it("signs so that the library of Standard Webhooks accepts it, and nothing else", () => {
  expect(verify(minutesAgo(0))).toEqual(JSON.parse(body));
  expect(() => verify(minutesAgo(0), `${body} `)).toThrow(/signature/);
  expect(() => verify({ ...minutesAgo(0), "webhook-id": "event-2" })).toThrow(/signature/);
  expect(() => verify(minutesAgo(0), body, `whsec_${Buffer.alloc(32, 8).toString("base64")}`)).toThrow(/signature/);
});

it("lets receivers refuse a request that was recorded more than five minutes ago", () => {
  expect(() => verify(minutesAgo(6))).toThrow(/timestamp/);
  expect(() => verify(minutesAgo(-6))).toThrow(/timestamp/);
});
