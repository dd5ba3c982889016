import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createTestHost, type TestHost, type TestHostOptions } from "../create-test-host.ts";
import { receiverAddress } from "../notification-receiver.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { presenceSlice } from "../slices/presence-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

const ada = "ada@contoso.example";
const minuteMs = 60_000;

async function openMail(options: Partial<TestHostOptions> = {}): Promise<TestHost> {
  const t = await createTestHost({ plugins: [{ plugin: mailSlice }], notifications: true, ...options });
  // Past the ticks at the full minute, which begin up to 15 seconds late.
  await t.advance("20s");
  return t;
}

/** Waits until the emulator has sent what changed, and the host has read it. */
async function deliver(t: TestHost): Promise<void> {
  await t.emulator.control.subscriptions.settled();
  await t.advance("1s");
}

const subscriptionsOf = (t: TestHost) =>
  t.emulator.control.subscriptions.list() as { id: string; clientState: string; resource: string; expirationDateTime: string }[];
const received = (t: TestHost): number => t.events.filter(({ type }) => type === "mail-slice/message-received").length;
const warnings = (t: TestHost): readonly string[] => t.account.status().warnings.map(({ message }) => message);

/** What the host asks Graph while the time passes: number of requests by method and path. */
async function requestsDuring(t: TestHost, time: number): Promise<Record<string, number>> {
  const { counters } = t.emulator.control;
  counters.reset();
  await t.advance(time);
  return Object.fromEntries(Object.entries(counters.report().calls).map(([call, { requests }]) => [call, requests]));
}
const delta = "GET /me/mailFolders/{folder}/messages/delta";
const renewal = "PATCH /subscriptions/{id}";

describe("a subscription to changes", () => {
  it("wakes its feed at once, which is otherwise read every ten minutes", async () => {
    await using t = await openMail();
    expect(subscriptionsOf(t)).toMatchObject([{ resource: "me/mailFolders/inbox/messages" }]);
    expect(await requestsDuring(t, 60 * minuteMs)).toEqual({ [delta]: 6 });
    t.emulator.control.mail.addMany(ada, "inbox", 1);
    await deliver(t);
    expect(received(t)).toBe(1);
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ attributes: { total: 1 }, stale: false });
  });

  it("does not exist without a receiver, and the feed is polled", async () => {
    await using t = await openMail({ notifications: false });
    expect(subscriptionsOf(t)).toEqual([]);
    expect(await requestsDuring(t, 10 * minuteMs)).toEqual({ [delta]: 20 });
    expect(warnings(t)).toEqual([]);
  });

  it("reads after any number of notifications at most once a second", async () => {
    await using t = await openMail();
    const { id: subscriptionId, clientState } = subscriptionsOf(t)[0]!;
    t.emulator.control.counters.reset();
    for (let count = 0; count < 100; count++)
      t.host.notifications.receive({ value: Array.from({ length: 100 }, () => ({ subscriptionId, clientState })) });
    expect(await requestsDuring(t, 3_000)).toEqual({ [delta]: 2 });
    expect(t.host.notifications.counts()).toEqual({ received: 10_000, accepted: 10_000 });
    expect(received(t)).toBe(0);
  });

  it("ignores what Graph did not send", async () => {
    await using t = await openMail();
    const { id: subscriptionId, clientState } = subscriptionsOf(t)[0]!;
    const forged = [
      { subscriptionId, clientState: `${clientState}x` },
      { subscriptionId, clientState: "" },
      { subscriptionId },
      { subscriptionId: "another", clientState },
      { subscriptionId, lifecycleEvent: "subscriptionRemoved", clientState: "guess" },
      null,
      "text",
    ];
    for (const body of [{ value: forged }, { value: "text" }, {}, null, [], "text"]) t.host.notifications.receive(body);
    expect(await requestsDuring(t, 5_000)).toEqual({});
    expect(t.host.notifications.counts()).toEqual({ received: 4, accepted: 0 });
  });
});

describe("a sensor says how its changes arrive", () => {
  const livenessOf = (t: TestHost) => t.host.index().map(({ liveness, livenessReason = "" }) => [liveness, livenessReason]);

  it("nothing without a receiver, and live while its subscription is healthy", async () => {
    await using silent = await openMail({ notifications: false });
    expect(livenessOf(silent)).toEqual([[undefined, ""]]);
    await using t = await openMail();
    expect(livenessOf(t)).toEqual([["live", ""]]);
    expect(t.sensor("mail-slice/inbox").liveness).toBe("live");
    await t.advance("5m");
    t.emulator.control.faults.add({ path: "/subscriptions*", status: 403 });
    t.emulator.control.subscriptions.requireReauthorization(subscriptionsOf(t)[0]!.id);
    await t.emulator.control.subscriptions.settled();
    await t.advance("1m");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({
      liveness: "waiting",
      livenessReason: expect.stringContaining("403"),
      livenessCode: "subscription-failed",
      livenessDetails: { cause: { code: "graph-error", details: { status: 403 } } },
      stale: false,
    });
  });

  it("polled, with the permission that is missing", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: todoSlice }], account: { enableUpdate: false }, notifications: true });
    await t.advance("2s");
    expect(livenessOf(t)[0]).toEqual(["polled", "Microsoft reports its changes only with the permission Tasks.ReadWrite."]);
    expect(t.host.index()[0]).toMatchObject({ livenessCode: "permission-missing", livenessDetails: { scope: "Tasks.ReadWrite" } });
  });

  it("waiting while the receiver says that nothing arrives; then what may be lost is read", async () => {
    await using t = await openMail();
    const connect = (problem?: string) => t.host.notifications.connect({ address: receiverAddress, problem });
    connect("The relay does not answer.");
    await t.advance("1s");
    expect(livenessOf(t)).toEqual([["waiting", "The relay does not answer."]]);
    expect(t.host.index()[0]?.livenessCode).toBe("receiver-failed");
    expect(warnings(t)).toEqual(["The relay does not answer. Meanwhile, everything is polled."]);
    expect((await requestsDuring(t, 5 * minuteMs))[delta]).toBe(10);
    connect();
    await t.advance("1s");
    expect(livenessOf(t)).toEqual([["live", ""]]);
    expect(warnings(t)).toEqual([]);
    t.emulator.control.counters.reset();
    t.host.notifications.missed();
    t.host.notifications.missed();
    expect(await requestsDuring(t, 900)).toEqual({ [delta]: 1 });
    expect((await requestsDuring(t, 60 * minuteMs))[delta]).toBeLessThan(8);
  });

  it("and the host measures the time until it shows what was reported, and counts renewals", async () => {
    await using t = await openMail();
    t.emulator.control.mail.addMany(ada, "inbox", 1);
    await deliver(t);
    const { delay, ...counts } = t.host.notifications.metrics();
    expect(counts).toEqual({ received: 1, accepted: 1, renewals: 0 });
    expect(delay).toMatchObject({ count: 1, counts: [1, 1, 1, 1, 1, 1, 1, 1, 1] });
    await t.advance("5m");
    t.emulator.control.subscriptions.requireReauthorization(subscriptionsOf(t)[0]!.id);
    await deliver(t);
    expect(t.host.notifications.metrics().renewals).toBe(1);
  });
});

describe("a subscription that Graph doubts or ends", () => {
  it("is renewed when it requires reauthorization, and what was not reported is read", async () => {
    await using t = await openMail();
    await t.advance("5m");
    t.emulator.control.subscriptions.requireReauthorization(subscriptionsOf(t)[0]!.id);
    t.emulator.control.mail.addMany(ada, "inbox", 1);
    await deliver(t);
    expect(received(t)).toBe(1);
    t.emulator.control.mail.addMany(ada, "inbox", 1);
    await deliver(t);
    expect(received(t)).toBe(2);
  });

  it("is renewed at most once a minute, whatever the notifications say", async () => {
    await using t = await openMail();
    await t.advance("5m");
    const { id: subscriptionId, clientState } = subscriptionsOf(t)[0]!;
    t.emulator.control.counters.reset();
    for (let second = 0; second < 50; second++) {
      t.host.notifications.receive({ value: [{ subscriptionId, clientState, lifecycleEvent: "reauthorizationRequired" }] });
      await t.advance(1_000);
    }
    expect(t.emulator.control.counters.report().calls[renewal]?.requests).toBe(1);
    t.emulator.control.faults.add({ path: "/subscriptions*", method: "PATCH", status: 429, retryAfter: "3600" });
    await t.advance("1m");
    t.emulator.control.counters.reset();
    for (let second = 0; second < 50; second++) {
      t.host.notifications.receive({ value: [{ subscriptionId, clientState, lifecycleEvent: "subscriptionRemoved" }] });
      await t.advance(1_000);
    }
    expect(t.emulator.control.counters.report().calls[renewal]?.requests ?? 0).toBeLessThanOrEqual(2);
    expect(warnings(t)).toHaveLength(1);
  });

  it("is made again when it was removed, and reads when a notification was missed", async () => {
    await using t = await openMail();
    await t.advance("5m");
    const { subscriptions, mail } = t.emulator.control;
    const before = subscriptionsOf(t)[0]!.id;
    subscriptions.remove(before);
    mail.addMany(ada, "inbox", 1);
    await deliver(t);
    expect(received(t)).toBe(1);
    expect(subscriptionsOf(t)).toHaveLength(1);
    expect(subscriptionsOf(t)[0]!.id).not.toBe(before);
    subscriptions.miss(subscriptionsOf(t)[0]!.id);
    mail.addMany(ada, "inbox", 1);
    await deliver(t);
    expect(received(t)).toBe(2);
  });

  it("leaves its feed polled within one interval when it cannot be renewed, and the account says so", async () => {
    await using t = await createTestHost({
      plugins: [{ plugin: presenceSlice, config: { people: [ada] } }],
      admin: true,
      notifications: true,
    });
    await t.advance("2s");
    // A key is made first, which takes real time.
    await expect.poll(() => subscriptionsOf(t).length).toBe(1);
    await t.advance("1s");
    const presence = "POST /communications/getPresencesByUserId";
    expect((await requestsDuring(t, 10 * minuteMs))[presence]).toBe(1);
    expect((await requestsDuring(t, 40 * minuteMs))[renewal]).toBe(1);
    t.emulator.control.faults.add({ path: "/subscriptions*", status: 403 });
    await t.advance("60m");
    expect(warnings(t)).toEqual([expect.stringMatching(/^Microsoft reports no changes of Presence slice, so they are polled\. .*403/)]);
    expect((await requestsDuring(t, 5 * minuteMs))[presence]).toBe(20);
    expect(t.sensor("presence-slice/ada-byron").stale).toBe(false);
    t.emulator.control.faults.clear();
    await t.advance("60m");
    expect(warnings(t)).toEqual([]);
    expect((await requestsDuring(t, 10 * minuteMs))[presence]).toBe(1);
  });
});

describe("the subscriptions of an account", () => {
  it("are found again after a restart, without another one, and what changed meanwhile is read", async () => {
    await using first = await openMail();
    const [before] = subscriptionsOf(first);
    await using t = await first.restart();
    t.emulator.control.mail.addMany(ada, "inbox", 1);
    await t.advance("2s");
    expect(subscriptionsOf(t).map(({ id }) => id)).toEqual([before!.id]);
    expect(received(t)).toBe(1);
    expect((await requestsDuring(t, 60 * minuteMs))[delta]).toBe(6);
    t.emulator.control.mail.addMany(ada, "inbox", 1);
    await deliver(t);
    expect(received(t)).toBe(2);
  });

  it("are made again after a restart when they expired meanwhile", async () => {
    await using first = await openMail();
    const [before] = subscriptionsOf(first);
    first.emulator.control.subscriptions.expire();
    await using t = await first.restart();
    await t.advance("2s");
    expect(subscriptionsOf(t)).toHaveLength(1);
    expect(subscriptionsOf(t)[0]!.id).not.toBe(before!.id);
  });

  it("do not gather when a hub is killed before it has stored one", async () => {
    await using first = await openMail({ signedOut: true });
    const log = join(first.dataDir, "accounts/home/feeds.log");
    await copyFile(log, `${log}.before`);
    await first.signIn();
    await first.advance("2s");
    const [lost] = subscriptionsOf(first);
    const { emulator, clock, dataDir } = first;
    await first.host.stop();
    await copyFile(`${log}.before`, log);
    await using t = await openMail({ emulator, clock, dataDir });
    expect(subscriptionsOf(t)).toHaveLength(1);
    expect(subscriptionsOf(t)[0]!.id).not.toBe(lost!.id);
  });

  it("end when the account signs out, and are made again after the next sign-in", async () => {
    await using t = await openMail();
    await t.account.logout({ keepData: true });
    await t.advance("2s");
    expect(subscriptionsOf(t)).toEqual([]);
    await t.signIn();
    await t.advance("2s");
    expect(subscriptionsOf(t)).toHaveLength(1);
    await t.account.logout();
    expect(subscriptionsOf(t)).toEqual([]);
  });

  it("do not hold up a sign-out while Graph does not respond", async () => {
    await using t = await openMail();
    t.emulator.control.faults.add({ path: "/subscriptions*", method: "DELETE", delay: 60_000 });
    const signingOut = t.account.logout({ keepData: true });
    await t.advance("6s");
    await signingOut;
    expect(t.account.status().state).toBe("signed-out");
  });

  it("end a minute after nobody receives notifications any more, and not before a restart", async () => {
    await using first = await openMail();
    await using t = await first.restart({ notifications: false });
    await t.advance("50s");
    expect(subscriptionsOf(t)).toHaveLength(1);
    t.emulator.control.faults.add({ path: "/subscriptions*", method: "DELETE", status: 503 });
    await t.advance("1m");
    expect(subscriptionsOf(t)).toHaveLength(1);
    t.emulator.control.faults.clear();
    await t.advance("61m");
    expect(subscriptionsOf(t)).toEqual([]);
    expect((await requestsDuring(t, 10 * minuteMs))[delta]).toBe(20);
    const disconnect = t.host.notifications.connect({ address: receiverAddress });
    await t.advance("2s");
    disconnect();
    await t.advance("2m");
    expect(subscriptionsOf(t)).toEqual([]);
  });

  it("end when the account is removed", async () => {
    await using t = await openMail();
    await t.host.removeAccount("home");
    expect(subscriptionsOf(t)).toEqual([]);
  });

  it("need no permission that is not granted anyway: then the list is polled, and nothing is wrong", async () => {
    const open = (enableUpdate: boolean) =>
      createTestHost({ plugins: [{ plugin: todoSlice }], account: { enableUpdate }, notifications: true });
    await using reading = await open(false);
    await reading.advance("2s");
    expect(subscriptionsOf(reading)).toEqual([]);
    expect(warnings(reading)).toEqual([]);
    await using updating = await open(true);
    await updating.advance("2s");
    expect(subscriptionsOf(updating).length).toBe(updating.host.index().length);
    expect(subscriptionsOf(updating)[0]!.resource).toMatch(/^me\/todo\/lists\/.+\/tasks$/);
  });

  it("are polled with a warning while Microsoft cannot reach the hub", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: mailSlice }], notifications: true });
    const disconnect = t.host.notifications.connect({ address: receiverAddress.replace("secret", "elsewhere") });
    await t.advance("2m");
    expect(warnings(t)).toEqual([expect.stringContaining("Microsoft cannot reach https://hub.example.")]);
    expect((await requestsDuring(t, 5 * minuteMs))[delta]).toBe(10);
    disconnect();
    expect(warnings(t)).toEqual([]);
  });

  it("are right by Graph's clock when the machine's is wrong", async () => {
    const clock = createFakeClock();
    const early = { now: () => new Date(clock.now().getTime() + 3 * 24 * 60 * minuteMs), after: clock.after };
    await using t = await openMail({ clock, host: { clock: early } });
    expect(subscriptionsOf(t)).toHaveLength(1);
    expect(warnings(t)).toEqual([]);
  });
});
