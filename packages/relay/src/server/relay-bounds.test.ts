import { type ClientRequest, request } from "node:http";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createRelayRig, type RelayRig, waitFor } from "../../test/relay-rig.fixture.ts";
import { createRelayKeys, type RelayKeys } from "../client/relay-keys.ts";
import { clientAddressOf } from "./client-address.ts";
import { createHubRegistry } from "./hub-registry.ts";

const change = { subscriptionId: "s1", clientState: "secret" };
const microsoft = "20.20.32.1";
const stranger = "203.0.113.5";

const notifyFrom = ({ relay, keys }: RelayRig, from: string) =>
  fetch(`${relay.address}/notifications/${keys.publicKey}`, {
    method: "POST",
    headers: { "x-forwarded-for": `1.2.3.4, ${from}` },
    body: JSON.stringify({ value: [change] }),
  });

async function openFrom({ relay }: RelayRig, from: string, keys: RelayKeys = createRelayKeys()): Promise<Response> {
  const hub = `${relay.address}/hubs/${keys.publicKey}`;
  const challenge = await (await fetch(`${hub}/challenge`, { method: "POST" })).text();
  const authorization = `Casement-Relay ${challenge}.${keys.sign(challenge)}`;
  return fetch(`${hub}/stream`, { headers: { authorization, "x-forwarded-for": from } });
}

it("keeps answering Microsoft while somebody sends bodies that do not end", async () => {
  await using rig = await createRelayRig();
  await rig.open();
  let ended = 0;
  const slow: ClientRequest[] = [];
  for (let count = 0; count < 45; count++) {
    const headers = { "content-length": 1024 * 1024, "x-forwarded-for": stranger };
    const body = request(`${rig.relay.address}/notifications/${rig.keys.publicKey}`, { method: "POST", headers });
    body.once("response", () => void ended++);
    body.once("error", () => {});
    body.write("x".repeat(1024 * 1024 - 100));
    slow.push(body);
  }
  // Eight megabytes of them are still being read.
  await waitFor(() => ended >= 37);
  for (let count = 0; count < 10; count++) expect((await notifyFrom(rig, microsoft)).status).toBe(202);
  expect(ended).toBeLessThan(45);
  for (const body of slow) body.destroy();
});

it("tells a hub what was missed between two connections", async () => {
  await using rig = await createRelayRig();
  let stop = (): void => {};
  let isOffline = false;
  const { connection, receiver } = await rig.open({
    fetch: async (url, init) => {
      if (isOffline) throw new TypeError("fetch failed");
      const own = new AbortController();
      stop = () => own.abort();
      return fetch(url, { ...init, signal: AbortSignal.any([own.signal, init.signal!]) });
    },
  });
  await waitFor(() => receiver.missedCount() === 1);
  await rig.clock.advance(20_000);
  // Too large to be passed on: the hub is to be told in 15 seconds.
  expect((await rig.notify([{ ...change, encryptedContent: "x".repeat(1024 * 1024) }])).status).toBe(413);
  await rig.notify([change]);
  await waitFor(() => receiver.received.length === 1);
  isOffline = true;
  stop();
  await waitFor(() => !connection.isConnected && rig.relay.counts().hubs === 0);
  await rig.clock.advance(16_000);
  isOffline = false;
  for (let second = 0; second < 60 && !connection.isConnected; second += 10) {
    await rig.clock.advance(10_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await waitFor(() => connection.isConnected);
  await waitFor(() => receiver.missedCount() === 2);
});

it("lets an address open 20 hubs, unless the operator has named the hubs", async () => {
  await using rig = await createRelayRig();
  const opened = await Promise.all(Array.from({ length: 20 }, () => openFrom(rig, stranger)));
  expect(opened.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect((await openFrom(rig, stranger)).status).toBe(503);
  const other = await openFrom(rig, "203.0.113.6");
  expect(other.status).toBe(200);
  // One that is gone makes room.
  await opened[0]!.body!.cancel();
  await waitFor(() => rig.relay.counts().hubs === 20);
  const next = await openFrom(rig, stranger);
  expect(next.status).toBe(200);
  for (const { body } of [...opened.slice(1), other, next]) await body?.cancel();
  const keys = Array.from({ length: 21 }, () => createRelayKeys());
  await using own = await createRelayRig({ hubs: keys.map(({ publicKey }) => publicKey) });
  const named = await Promise.all(keys.map((each) => openFrom(own, stranger, each)));
  expect(new Set(named.map(({ status }) => status))).toEqual(new Set([200]));
  for (const { body } of named) await body?.cancel();
});

it("holds at most 64 MB for all hubs, and nothing of it at the cost of a small one", () => {
  const registry = createHubRegistry(createFakeClock(), { maxHubs: 1_000, maxHubsOfClient: 20 });
  const small = registry.findOrAdd("small", microsoft)!;
  small.pass([change]);
  const own = small.bytes;
  const large = Array.from({ length: 1_000 }, (_, index) => ({
    subscriptionId: `${index}`.padEnd(128, "s"),
    clientState: "c".repeat(128),
  }));
  const hubs = Array.from({ length: 300 }, (_, index) => registry.findOrAdd(`hub ${index}`, `${index}`)!);
  for (const hub of hubs) hub.pass(large);
  const total = hubs.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(30e6);
  expect(total).toBeLessThan(70e6);
  expect(small.bytes).toBe(own);
  registry.close();
});

it.each([
  [stranger, "5.5.5.5", stranger],
  ["127.0.0.1", "5.5.5.5, 203.0.113.7", "203.0.113.7"],
  ["::ffff:172.17.0.1", "203.0.113.7", "203.0.113.7"],
  ["127.0.0.1", undefined, undefined],
  ["127.0.0.1", "unknown", undefined],
  ["2001:db8:0:1::7", undefined, "2001:db8:0:1::"],
  ["::1", "2001:db8:0:1:2:3:4:5", "2001:db8:0:1::"],
  ["fd00::1", "2001:db8::5", "2001:db8:0:0::"],
])("knows who sends through %s with X-Forwarded-For %s", (remoteAddress, forwarded, client) => {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  expect(clientAddressOf({ headers, socket: { remoteAddress } } as never)).toBe(client);
});
