import { expect, it } from "vitest";
import { secret, startTestWebhooks } from "../test/test-webhooks.fixture.ts";
import { openReceiver } from "../test/webhook-receiver.fixture.ts";

const receiverOf = (url: string) => ({ name: "other", url, secret, privateNetwork: true });

it("sends to a webhook that is added while the hub runs what happens from then on", async () => {
  await using w = await startTestWebhooks({ webhooks: { webhooks: [] } });
  await using other = await openReceiver();
  w.addTask("Before");
  await w.advance("30s");
  await w.surface.configure([{ ...receiverOf(other.url), events: ["tasks/*"], sensors: ["home/tasks/*"] }]);
  w.addTask("After");
  await w.advance("30s");
  expect(other.received.map(({ message }) => [message.type, message.data.state])).toEqual([
    ["tasks/task-created", undefined],
    ["sensor-changed", 2],
  ]);
  expect(w.surface.statuses()).toMatchObject([{ name: "other", state: "working", delivered: 2 }]);
});

it("does not send to a new webhook what happened while there was none", async () => {
  await using w = await startTestWebhooks({ webhook: { sensors: undefined } });
  await w.surface.configure([]);
  w.addTask("Before");
  await w.advance("30s");
  const none = await w.restart({ webhooks: { webhooks: [] } });
  none.addTask("Meanwhile");
  await none.advance("30s");
  await using again = await none.restart({ webhooks: {} });
  again.addTask("After");
  await again.advance("30s");
  expect(again.messagesOf("tasks/task-created")).toHaveLength(1);
});

it("forgets what waits for a webhook that is removed, and sends it nothing more", async () => {
  await using w = await startTestWebhooks({ webhook: { sensors: undefined } });
  w.receiver.respond = () => 500;
  w.addTask("Buy a lamp");
  await w.advance("30s");
  const before = w.receiver.received.length;
  expect(before).toBeGreaterThan(0);
  await w.surface.configure([]);
  w.addTask("Buy a bulb");
  await w.advance("2m");
  expect([w.receiver.received.length, w.surface.statuses()]).toEqual([before, []]);
  await expect(w.surface.test("flows")).rejects.toThrow("The configuration has none");
});

it("says when a delivery or a test last succeeded and failed, also after a restart", async () => {
  await using w = await startTestWebhooks({ webhook: { sensors: undefined } });
  expect(w.surface.statuses()[0]).not.toHaveProperty("lastDelivery");
  await w.surface.test("flows");
  const lastDelivery = w.t.clock.now().toISOString();
  await w.advance("1m");
  w.receiver.respond = () => 500;
  await w.surface.test("flows");
  const lastFailure = { at: w.t.clock.now().toISOString(), reason: "It responded with status 500" };
  expect(w.surface.statuses()).toMatchObject([{ state: "working", lastDelivery, lastFailure }]);
  await w.advance("5s");
  await using again = await w.restart();
  expect(again.surface.statuses()).toMatchObject([{ lastDelivery, lastFailure }]);
});
