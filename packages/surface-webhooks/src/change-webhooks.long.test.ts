import { expect, it } from "vitest";
import { secret, startTestWebhooks } from "../test/test-webhooks.fixture.ts";
import { openReceiver } from "../test/webhook-receiver.fixture.ts";

const receiverOf = (url: string) => ({ name: "other", url, secret, privateNetwork: true });

it("sends what waits to the new address, and lets the delay of failures end", async () => {
  await using w = await startTestWebhooks({ webhook: { sensors: undefined } });
  await using other = await openReceiver();
  w.receiver.respond = () => 500;
  w.addTask("Buy a lamp");
  await w.advance("20m");
  expect(w.surface.statuses()).toMatchObject([{ state: "failing", waiting: 1 }]);
  await w.surface.configure([{ ...receiverOf(other.url), name: "flows", events: ["tasks/*"] }]);
  await w.advance("5s");
  expect(other.received.map(({ message }) => message.type)).toEqual(["tasks/task-created"]);
  expect(w.surface.statuses()).toMatchObject([{ state: "working", waiting: 0 }]);
});
