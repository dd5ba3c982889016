import { createEmulator, createFakeClock, type FakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, ben, cho, presenceChangesOf, requestsOf, statusHost } from "../test/status.fixture.ts";
import { statusPlugin } from "./plugin.ts";

const own = "GET /me/presence";
const many = "POST /communications/getPresencesByUserId";
const reader = { readForOthers: true };

/** Accounts of one organization: `home` for Ada, `ben` and `cho`, with these configurations. */
async function createOrganization(ofAda: object, ofBen: object = {}, ofCho: object = {}): Promise<TestHost> {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({ domain: "contoso.example" });
  for (const user of [ada, ben, cho]) emulator.directory.addUser({ userPrincipalName: user });
  const accountOf = (name: string, config: object) =>
    ({
      name,
      clientId: "11111111-1111-4111-8111-111111111111",
      accountType: "work",
      enableUpdate: true,
      timeZone: "Europe/Berlin",
      plugins: [{ plugin: statusPlugin, config }],
    }) as const;
  const t = await createTestHost({
    ...{ clock, emulator, user: ada, plugins: [{ plugin: statusPlugin, config: ofAda }] },
    moreAccounts: [accountOf("ben", ofBen), accountOf("cho", ofCho)],
  });
  for (const [name, user] of [
    ["ben", ben],
    ["cho", cho],
  ] as const) {
    const device = await t.host.account(name).signIn.deviceCode();
    emulator.control.entra.approveDevice(device.userCode, user);
    await t.advance("10s");
    await device.done;
  }
  // Every account has read something, and everything is read for all.
  await t.advance("20s");
  emulator.control.counters.reset();
  return t;
}

const stateOf = async (t: TestHost, account: string) => (await t.host.sensor(`${account}/status/status`)).state;
const isStale = async (t: TestHost, account: string) => (await t.host.sensor(`${account}/status/status`)).stale;

type GovernorPort = NonNullable<NonNullable<NonNullable<TestHostOptions["host"]>["ports"]>["governor"]>;

/** Lets a request about presence pass every four minutes. */
function createNarrowGovernor(clock: FakeClock): GovernorPort {
  let next = 0;
  return {
    take({ workload }) {
      if (workload !== "presence") return "go";
      if (clock.now().getTime() < next) return "later";
      next = clock.now().getTime() + 240_000;
      return "go";
    },
    pause() {},
  };
}

it("presence that a shared limit slows down is fresh for as long as it takes, and says so", async () => {
  const clock = createFakeClock();
  await using t = await statusHost({}, { clock, host: { ports: { governor: createNarrowGovernor(clock) } } });
  await t.advance("5m");
  t.emulator.control.counters.reset();
  t.emulator.control.presence.set(ada, { availability: "Busy", activity: "InACall" });
  const slower = { stale: false, liveness: "polled", livenessCode: "shared-limit", livenessDetails: { minutes: 4 } };
  expect(t.sensor("status/status")).toMatchObject({ ...slower, state: "Available", error: undefined });
  await t.advance("4m");
  expect(t.sensor("status/status")).toMatchObject({ ...slower, state: "InACall" });
  expect(requestsOf(t)).toEqual({ [own]: 1 });
  expect(t.account.status()).toMatchObject({ staleSensors: 0 });
  expect(t.log.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
});

describe("the presence of the accounts of one organization", () => {
  it("is read in one request by the account that reads for the others", async () => {
    await using t = await createOrganization(reader);
    await t.advance("60s");
    expect(requestsOf(t)).toEqual({ [many]: 4 });
    t.emulator.control.presence.set(cho, { availability: "Busy", activity: "InACall" });
    await t.advance("15s");
    expect([await stateOf(t, "home"), await stateOf(t, "ben"), await stateOf(t, "cho")]).toEqual(["Offline", "Offline", "InACall"]);
    expect(presenceChangesOf(t)).toMatchObject([{ own: true, after: { activity: "InACall" } }]);
    await t.advance("5m");
    expect(requestsOf(t)).toEqual({ [many]: 25 });
    expect([await isStale(t, "home"), await isStale(t, "ben"), await isStale(t, "cho")]).toEqual([false, false, false]);
  });

  it("is read by each account itself where none reads for the others", async () => {
    await using t = await createOrganization({ people: [ben] });
    await t.advance("60s");
    // Presence.Read.All was granted for Ada's people, and not to read for others.
    expect(requestsOf(t)).toEqual({ [many]: 4, [own]: 8 });
  });

  it("asks for the permission only where the configuration does", async () => {
    await using t = await createOrganization(reader);
    expect((await t.host.account("home").scopes()).requested).toContain("Presence.Read.All");
    expect((await t.host.account("ben").scopes()).requested).not.toContain("Presence.Read.All");
  });

  it("is as it was set, and not as it was read before that", async () => {
    await using t = await createOrganization(reader);
    await t.host.account("ben").call("status/set-presence", { availability: "Busy" });
    await t.advance("1s");
    expect(await stateOf(t, "ben")).toBe("InACall");
    await t.advance("60s");
    expect(presenceChangesOf(t)).toHaveLength(1);
    expect(await stateOf(t, "ben")).toBe("InACall");
  });

  it("goes on with the next account that may, when the first one's consent is withdrawn, and then with each on its own", async () => {
    await using t = await createOrganization(reader, reader);
    const { entra, counters } = t.emulator.control;
    const withdraw = (user: string): void => {
      entra.endRefreshTokens("revoked", user);
      entra.endAccessTokens("revoked", user);
    };
    withdraw(ada);
    t.emulator.control.presence.set(cho, { availability: "Away" });
    await t.advance("30s");
    expect(await stateOf(t, "cho")).toBe("Away");
    expect(t.host.account("home").status().state).toBe("sign-in-required");
    counters.reset();
    await t.advance("60s");
    expect(requestsOf(t)[many]).toBe(4);
    withdraw(ben);
    await t.advance("1m");
    t.emulator.control.presence.set(cho, { availability: "Busy", activity: "InACall" });
    counters.reset();
    await t.advance("1m");
    expect(await stateOf(t, "cho")).toBe("InACall");
    expect(requestsOf(t)).toEqual({ [own]: 4 });
    expect(t.log.join("\n")).toContain("status/presence cannot be read for all accounts (scope-not-granted). Each reads its own.");
  });

  it("may fail once without anybody noticing", async () => {
    await using t = await createOrganization(reader);
    t.emulator.control.faults.add({ method: "POST", path: "/communications/getPresencesByUserId", status: 400, count: 1 });
    await t.advance("1m");
    expect([await isStale(t, "home"), await isStale(t, "ben"), await isStale(t, "cho")]).toEqual([false, false, false]);
    expect(requestsOf(t)).toEqual({ "POST (unknown)": 1, [many]: 3 });
  });
});
