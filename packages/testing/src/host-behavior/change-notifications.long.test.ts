import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { receiverAddress } from "../notification-receiver.ts";
import { mailSlice } from "../slices/mail-slice.ts";

const ada = "ada@contoso.example";
const dayMs = 24 * 3600_000;

it("a subscription that lives for days is renewed in time", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: mailSlice }], notifications: true });
  const { counters, subscriptions } = t.emulator.control;
  await t.advance("2s");
  const [before] = subscriptions.list();
  counters.reset();
  await t.advance(3 * dayMs);
  const calls = () => counters.report().calls;
  expect(calls()["PATCH /subscriptions/{id}"]).toBeUndefined();
  expect(calls()["GET /me/mailFolders/{folder}/messages/delta"]?.requests).toBe(3 * 24 * 6);
  await t.advance(3 * dayMs);
  expect(calls()["PATCH /subscriptions/{id}"]?.requests).toBe(1);
  expect(subscriptions.list().map(({ id }) => id)).toEqual([before!.id]);
});

it("a subscription that ended silently is made again when it should be renewed; until then the safety read finds what changed", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: mailSlice }], notifications: true });
  const { mail, subscriptions } = t.emulator.control;
  await t.advance("2s");
  subscriptions.expire();
  mail.addMany(ada, "inbox", 1);
  await t.advance("10m");
  expect(t.events.filter(({ type }) => type === "mail-slice/message-received")).toHaveLength(1);
  await t.advance(6 * dayMs);
  expect(subscriptions.list()).toHaveLength(1);
});

it("notifications that are lost, doubled, late or of another time neither lose nor double an event", async () => {
  const clock = createFakeClock();
  let receive: (body: unknown) => void = () => {};
  const sent: unknown[] = [];
  const emulator = createEmulator({
    clock,
    async post(url, { body }) {
      const token = new URL(url).searchParams.get("validationToken");
      if (token !== null) return new Response(token, { headers: { "content-type": "text/plain" } });
      const notification = JSON.parse(String(body));
      const fate = sent.push(notification) % 5;
      if (fate === 1) receive(notification);
      if (fate === 2) for (let count = 0; count < 3; count++) receive(notification);
      if (fate === 3) clock.after(3_600_000, () => receive(notification));
      if (fate === 4) receive(sent[0]);
      return new Response(null, { status: 202 });
    },
  });
  await using t = await createTestHost({ plugins: [{ plugin: mailSlice }], emulator, clock });
  receive = t.host.notifications.receive;
  t.host.notifications.connect({ address: receiverAddress, safetyMs: 6 * 3_600_000 });
  await t.advance("2s");
  for (let count = 0; count < 100; count++) {
    emulator.control.mail.addMany(ada, "inbox", 1);
    await emulator.control.subscriptions.settled();
    await t.advance((count % 7) * 61_000);
  }
  await t.advance("6h");
  const ids = t.events.filter(({ type }) => type === "mail-slice/message-received").map(({ payload }) => (payload as { id: string }).id);
  expect([ids.length, new Set(ids).size]).toEqual([100, 100]);
});
