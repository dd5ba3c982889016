import { expect, it } from "vitest";
import { ben, cho, requestsOf, statusHost } from "../../test/status.fixture.ts";

it("everyone's presence is one subscription, whose contents nobody can read", async () => {
  await using t = await statusHost({ people: [ben, cho] }, { notifications: true });
  await t.advance("2s");
  const { subscriptions, presence } = t.emulator.control;
  // A key is made first, which takes real time.
  await expect.poll(() => subscriptions.list().length).toBe(1);
  await t.advance("1s");
  expect(subscriptions.list()[0]).toMatchObject({ includeResourceData: true, resource: expect.stringMatching(/ in \('.+','.+','.+'\)$/) });
  t.emulator.control.counters.reset();
  await t.advance("8m");
  presence.set(cho, { availability: "Busy", activity: "InACall" });
  await subscriptions.settled();
  await t.advance("1s");
  expect(t.sensor("status/cho-lin").state).toBe("InACall");
  expect(requestsOf(t)).toEqual({ "POST /communications/getPresencesByUserId": expect.toSatisfy((count: number) => count <= 2) });
});

it("the own presence alone needs no permission for that of others, and is polled", async () => {
  await using t = await statusHost({}, { notifications: true });
  await t.advance("2s");
  expect(t.emulator.control.subscriptions.list()).toEqual([]);
});
