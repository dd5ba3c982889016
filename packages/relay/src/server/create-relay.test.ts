import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { createRelayRig, waitFor } from "../../test/relay-rig.fixture.ts";
import { createRelayKeys } from "../client/relay-keys.ts";
import { createRelay } from "./create-relay.ts";

const change = { subscriptionId: "s1", clientState: "secret" };
/** Lets attempts fail before the next one. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const bodyOf = (...value: unknown[]): string => JSON.stringify({ value });

it("passes on which subscription changed, and nothing of the content", async () => {
  await using rig = await createRelayRig();
  const { receiver } = await rig.open();
  expect(receiver.connected()).toEqual({
    address: `${rig.relay.address}/notifications/${rig.keys.publicKey}`,
    safetyMs: undefined,
    relay: { address: rig.relay.address, publicKey: rig.keys.publicKey },
  });
  expect(receiver.missedCount()).toBe(1);
  const sent = {
    ...change,
    resource: "users/1/messages/2",
    resourceData: { id: "2" },
    encryptedContent: { data: "cipher" },
    tenantId: "t",
  };
  expect(
    (await rig.notify([sent, sent, { ...change, lifecycleEvent: "missed" }, { subscriptionId: "x".repeat(129), clientState: "" }, 7]))
      .status,
  ).toBe(202);
  await waitFor(() => receiver.received.length > 0);
  expect(receiver.received).toEqual([bodyOf(change, { ...change, lifecycleEvent: "missed" })]);
  expect(rig.relay.counts()).toEqual({ hubs: 1, passed: 1, refused: 0 });
});

it("answers Graph's handshake for a hub that is there, and for no other", async () => {
  await using rig = await createRelayRig();
  const query = `?account=home&validationToken=${encodeURIComponent("Validation: a+b <script>")}`;
  expect((await rig.notify([], query)).status).toBe(503);
  await rig.open();
  const answer = await rig.notify([], query);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-content-type-options"), await answer.text()]).toEqual([
    200,
    "text/plain; charset=utf-8",
    "nosniff",
    "Validation: a+b <script>",
  ]);
  expect((await rig.notify([], `?validationToken=${"x".repeat(5_000)}`)).status).toBe(400);
  const { address } = rig.relay;
  for (const path of ["/", "/notifications/short", `/notifications/${"~".repeat(43)}`, `/else/${rig.keys.publicKey}`, "/hubs/", "/%"])
    expect((await fetch(`${address}${path}`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`${address}/notifications/${createRelayKeys().publicKey}`, { method: "POST" })).status).toBe(503);
});

it("opens a stream only for who has the private key, once for each challenge", async () => {
  await using rig = await createRelayRig();
  const { address } = rig.relay;
  const { keys, clock } = rig;
  const hub = `${address}/hubs/${keys.publicKey}`;
  const challenge = async (): Promise<string> => (await fetch(`${hub}/challenge`, { method: "POST" })).text();
  const open = async (text: string, signature: string, at = hub): Promise<number> => {
    const response = await fetch(`${at}/stream`, { headers: { authorization: `Casement-Relay ${text}.${signature}` } });
    await response.body?.cancel();
    return response.status;
  };
  const first = await challenge();
  expect(await open(first, createRelayKeys().sign(first))).toBe(401);
  expect(await open(first, "")).toBe(401);
  expect((await fetch(`${hub}/stream`)).status).toBe(401);
  expect(await open(first, keys.sign(first))).toBe(200);
  expect(await open(first, keys.sign(first))).toBe(401);
  const late = await challenge();
  await clock.advance(30_000);
  expect(await open(late, keys.sign(late))).toBe(401);
  const other = createRelayKeys();
  const foreign = await challenge();
  expect(await open(foreign, other.sign(foreign), `${address}/hubs/${other.publicKey}`)).toBe(401);
  const made = foreign.replace(/^\d+/, "999999999999999");
  expect(await open(made, keys.sign(made))).toBe(401);
  // No point of the curve.
  const odd = `${address}/hubs/${"_".repeat(43)}`;
  const oddChallenge = await (await fetch(`${odd}/challenge`, { method: "POST" })).text();
  expect(await open(oddChallenge, keys.sign(oddChallenge), odd)).toBe(401);
});

it("keeps what changes while a hub is away for ten minutes, and then says that it missed something", async () => {
  await using rig = await createRelayRig();
  const { connection, receiver } = await rig.open();
  await rig.notify([change]);
  await waitFor(() => receiver.received.length === 1);
  let stop = (): void => {};
  let isOffline = false;
  let attempts = 0;
  const again = await rig.open({
    fetch: async (url, init) => {
      if (isOffline) throw new TypeError("fetch failed");
      attempts++;
      const own = new AbortController();
      stop = () => own.abort();
      return fetch(url, { ...init, signal: AbortSignal.any([own.signal, init.signal!]) });
    },
  });
  connection.close();
  expect(again.receiver.missedCount()).toBe(1);
  const goAway = async (): Promise<void> => {
    isOffline = true;
    stop();
    await waitFor(() => !again.connection.isConnected && rig.relay.counts().hubs === 0);
  };
  const comeBack = async (): Promise<void> => {
    isOffline = false;
    attempts = 0;
    // The next attempt is at most a minute away.
    await rig.clock.advance(30_000);
    if (attempts === 0) await rig.clock.advance(30_000);
    await waitFor(() => again.connection.isConnected);
  };
  await goAway();
  expect((await rig.notify([{ ...change, subscriptionId: "s2" }])).status).toBe(202);
  await rig.clock.advance(9 * 60_000, settle);
  await comeBack();
  await waitFor(() => again.receiver.received.length === 1);
  expect(again.receiver.received).toEqual([bodyOf({ ...change, subscriptionId: "s2" })]);
  expect(again.receiver.missedCount()).toBe(1);
  await goAway();
  await rig.notify([change]);
  await rig.clock.advance(11 * 60_000, settle);
  expect((await rig.notify([change])).status).toBe(503);
  await comeBack();
  await waitFor(() => again.receiver.missedCount() === 2);
  expect(again.receiver.received).toHaveLength(1);
});

it("bounds what it reads, what it keeps and how often it passes", async () => {
  await using rig = await createRelayRig();
  const { receiver } = await rig.open();
  expect((await rig.notify([{ ...change, encryptedContent: "x".repeat(1024 * 1024) }])).status).toBe(413);
  for (const body of ["", "{", "null", '{"value":7}'])
    expect((await fetch(receiver.connected()!.address, { method: "POST", body })).status).toBe(202);
  expect(await sendAtOnce(rig.relay.port, new URL(receiver.connected()!.address).pathname, bodyOf(change), 1_200)).toBe(1_200);
  await waitFor(() => receiver.received.length >= 990);
  expect(receiver.received.length).toBeLessThanOrEqual(1_000);
  expect(receiver.missedCount()).toBe(1);
  await rig.clock.advance(15_000);
  await waitFor(() => receiver.missedCount() === 2);
});

/** Sends the same request many times on one connection. Returns how many were answered with status 202. */
function sendAtOnce(port: number, path: string, body: string, count: number): Promise<number> {
  const one = `POST ${path} HTTP/1.1\r\nhost: relay\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(one.repeat(count)));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
      const answers = text.split("HTTP/1.1 ").slice(1);
      if (answers.length < count) return;
      socket.destroy();
      resolve(answers.filter((answer) => answer.startsWith("202")).length);
    });
  });
}

it("ends a body that does not end", async () => {
  await using rig = await createRelayRig();
  const { receiver } = await rig.open();
  const slow = request(receiver.connected()!.address, { method: "POST", headers: { "content-length": "100", expect: "100-continue" } });
  slow.write("{");
  const status = new Promise<number | undefined>((resolve) => slow.once("response", ({ statusCode }) => resolve(statusCode)));
  await once(slow, "continue");
  await rig.clock.advance(10_000);
  expect(await status).toBe(413);
  slow.destroy();
});

it("serves only the hubs that it is told to, and not too many", async () => {
  const allowed = createRelayKeys();
  await using rig = await createRelayRig({ hubs: [allowed.publicKey] });
  const { connection } = await rig.open({ keys: allowed });
  expect(connection.isConnected).toBe(true);
  const receiver = (await rig.open({ keys: allowed })).receiver;
  expect(receiver.connected()).toBeDefined();
  expect((await fetch(`${rig.relay.address}/hubs/${rig.keys.publicKey}/challenge`, { method: "POST" })).status).toBe(403);
  expect((await rig.notify([change])).status).toBe(404);
  await using small = await createRelayRig({ maxHubs: 1 });
  await small.open();
  const { address } = small.relay;
  const second = createRelayKeys();
  const challenge = await (await fetch(`${address}/hubs/${second.publicKey}/challenge`, { method: "POST" })).text();
  const headers = { authorization: `Casement-Relay ${challenge}.${second.sign(challenge)}` };
  expect((await fetch(`${address}/hubs/${second.publicKey}/stream`, { headers })).status).toBe(503);
});

it("says why it cannot start", async () => {
  await using rig = await createRelayRig();
  await expect(createRelay({ port: rig.relay.port })).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)/);
  await expect(createRelay({ port: 0, hubs: ["no key"] })).rejects.toThrow("no key is not the public key of a hub");
  await expect(createRelay({ port: 0, maxHubs: 0 })).rejects.toThrow("--max-hubs");
  expect(await (await fetch(`${rig.relay.address}/health`)).json()).toEqual({ status: "ok", program: "casement-relay" });
});
