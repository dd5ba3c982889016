import type { Clock } from "@casement/core";
import { createFakeClock, type FakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createTestHost, type TestHost, type TestHostOptions } from "../create-test-host.ts";
import { receiverAddress } from "../notification-receiver.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { presenceSlice } from "../slices/presence-slice.ts";

const ada = "ada@contoso.example";
const minuteMs = 60_000;

/** The clock of a machine that somebody sets. */
function settableClock(clock: FakeClock): Clock & { setForward(ms: number): void } {
  let ahead = 0;
  return {
    now: () => new Date(clock.now().getTime() + ahead),
    after: clock.after,
    setForward(ms) {
      ahead += ms;
    },
  };
}

async function openMail(options: Partial<TestHostOptions> = {}): Promise<TestHost> {
  const t = await createTestHost({ plugins: [{ plugin: mailSlice }], notifications: true, ...options });
  await t.advance("20s");
  return t;
}

/** Those that Graph has not ended. */
const subscriptionsOf = (t: TestHost) => t.emulator.control.subscriptions.list() as { id: string; expirationDateTime: string }[];
const idsOf = (t: TestHost): string[] => subscriptionsOf(t).map(({ id }) => id);

describe("nothing is left at Graph", () => {
  it("when a renewal is refused: the subscription ends there too, as soon as Graph allows it", async () => {
    await using t = await openMail();
    const { faults, subscriptions } = t.emulator.control;
    await t.advance("5m");
    const [before] = idsOf(t);
    faults.add({ path: `/subscriptions/${before}`, status: 403 });
    subscriptions.requireReauthorization(before!);
    await subscriptions.settled();
    await t.advance("2m");
    expect(idsOf(t)).toContain(before);
    faults.clear();
    await t.advance("10m");
    expect(idsOf(t)).toEqual([expect.not.stringContaining(before!)]);
    expect(t.sensor("mail-slice/inbox").liveness).toBe("live");
  });

  it("when the hub is restarted before Graph allows it", async () => {
    await using first = await openMail();
    const { faults, subscriptions } = first.emulator.control;
    await first.advance("5m");
    const [before] = idsOf(first);
    faults.add({ path: `/subscriptions/${before}`, status: 403 });
    subscriptions.requireReauthorization(before!);
    await subscriptions.settled();
    await first.advance("2m");
    faults.clear();
    await using t = await first.restart({ notifications: false });
    t.host.notifications.connect({ address: `${receiverAddress}/moved` });
    await t.advance("5s");
    expect(idsOf(t)).not.toContain(before);
  });

  it("when the receiver's address changes while Graph cannot be reached", async () => {
    await using t = await openMail();
    const { faults } = t.emulator.control;
    faults.add({ path: "/subscriptions/*", method: "DELETE", status: 503 });
    t.host.notifications.connect({ address: `${receiverAddress}/moved` });
    await t.advance("30s");
    faults.clear();
    await t.advance("10m");
    expect(subscriptionsOf(t)).toHaveLength(1);
  });

  it("when the clock is set ahead", async () => {
    const clock = createFakeClock();
    const own = settableClock(clock);
    await using t = await openMail({ clock, host: { clock: own } });
    const before = idsOf(t);
    own.setForward(8 * 24 * 60 * minuteMs);
    await t.advance("5m");
    expect(idsOf(t)).toEqual(before);
    expect(t.sensor("mail-slice/inbox").liveness).toBe("live");
    expect(t.account.status().warnings).toEqual([]);
  });
});

it("a clock that is set back never lets a sensor look live without a subscription", async () => {
  const clock = createFakeClock();
  const own = settableClock(clock);
  const t0 = await createTestHost({
    plugins: [{ plugin: presenceSlice, config: { people: [ada] } }],
    admin: true,
    notifications: true,
    clock,
    host: { clock: own },
  });
  await using t = t0;
  await t.advance("2s");
  await expect.poll(() => idsOf(t).length, { timeout: 10_000 }).toBe(1);
  // Nothing but the subscription makes a request.
  t.host.notifications.connect({ address: receiverAddress, safetyMs: 24 * 60 * minuteMs });
  await t.advance("40m");
  own.setForward(-55 * minuteMs);
  const silent: number[] = [];
  for (let minute = 1; minute <= 90; minute++) {
    await t.advance("1m");
    const exists = subscriptionsOf(t).some(({ expirationDateTime }) => Date.parse(expirationDateTime) > clock.now().getTime());
    if (!exists && t.sensor("presence-slice/ada-byron").liveness === "live") silent.push(minute);
  }
  expect(silent).toEqual([]);
});
