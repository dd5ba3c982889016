import { expect, it } from "vitest";
import { createReceivingRig, send, subscriptionsOf } from "../../test/notifications/receiving-rig.fixture.ts";

it("answers a flood at once, takes a bounded part of it, and then reads once what may be lost", async () => {
  await using rig = await createReceivingRig();
  // Past the ticks at the full minute, which begin up to 15 seconds late.
  await rig.testHost.advance("20s");
  const { id: subscriptionId, clientState, notificationUrl } = subscriptionsOf(rig)[0]!;
  const body = JSON.stringify({ value: [{ subscriptionId, clientState }] });
  const statuses = new Set<number>();
  for (let count = 0; count < 1_500; count++) statuses.add((await send(rig, notificationUrl, { method: "POST", body })).status);
  expect([...statuses]).toEqual([202]);
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(rig.testHost.host.notifications.counts()).toEqual({ received: 1_000, accepted: 1_000 });
  await rig.testHost.advance("2s");
  const { counters } = rig.testHost.emulator.control;
  counters.reset();
  await rig.testHost.advance("12s");
  expect(counters.report().calls).toEqual({});
  await rig.testHost.advance("3s");
  expect(Object.values(counters.report().calls).map(({ requests }) => requests)).toEqual([1]);
  expect((await send(rig, notificationUrl, { method: "POST", body })).status).toBe(202);
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(rig.testHost.host.notifications.counts().received).toBe(1_001);
});
