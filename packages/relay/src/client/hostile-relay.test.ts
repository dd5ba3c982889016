import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createRecordingReceiver, waitFor } from "../../test/relay-rig.fixture.ts";
import { connectToRelay } from "./connect-to-relay.ts";
import { createRelayKeys } from "./relay-keys.ts";

const challenge = "1772438400000-0123456789abcdef-seal";

/** A hub at something that says it is a relay. `onStream` answers the request for the stream. */
async function openHub(onStream: RequestListener, onChallenge: RequestListener = (_, response) => response.end(challenge)) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.replace(/[\w-]{43}/, "KEY")}`);
    (request.url?.endsWith("/challenge") ? onChallenge : onStream)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const clock = createFakeClock();
  const receiver = createRecordingReceiver();
  const relay = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = connectToRelay({ relay, keys: createRelayKeys(), receiver, clock, random: () => 1 });
  return {
    clock,
    connection,
    receiver,
    requests,
    problem: () => receiver.connected()?.problem ?? "",
    async [Symbol.asyncDispose]() {
      connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const beginStream = (response: ServerResponse): ServerResponse => response.writeHead(200, { "content-type": "text/event-stream" });

it("passes ids on, and nothing else of what a relay sends", async () => {
  await using hub = await openHub((_, response) => {
    beginStream(response).write(
      [
        'event: changed\ndata: {"value":[{"subscriptionId":"s","clientState":"c","resource":"me","token":"t"}]}\n\n',
        `event: changed\ndata: {"value":[{"subscriptionId":"${"x".repeat(200)}","clientState":"c"}]}\n\n`,
        "event: changed\ndata: {\n\n",
        'event: delete-everything\ndata: {"value":[{"subscriptionId":"s","clientState":"c"}]}\n\n',
        'data: {"value":[{"subscriptionId":"s","clientState":"c"}]}\n\n',
        'event: changed\r\ndata: {"value":[{"subscriptionId":"s2","clientState":"c"}]}\r\n\r\n',
        "event: missed\ndata: {}\n\n",
      ].join(""),
    );
  });
  await waitFor(() => hub.receiver.missedCount() === 1);
  expect(hub.receiver.received).toEqual([
    '{"value":[{"subscriptionId":"s","clientState":"c"}]}',
    '{"value":[{"subscriptionId":"s2","clientState":"c"}]}',
  ]);
});

it("reads everything at most every 15 seconds, however often a relay says that something was missed", async () => {
  await using hub = await openHub((_, response) => {
    beginStream(response).write(
      `${"event: missed\ndata: {}\n\n".repeat(100)}event: changed\ndata: {"value":[{"subscriptionId":"s","clientState":"c"}]}\n\n`,
    );
  });
  await waitFor(() => hub.receiver.received.length === 1);
  expect(hub.receiver.missedCount()).toBe(1);
  await hub.clock.advance(14_000);
  expect(hub.receiver.missedCount()).toBe(1);
  await hub.clock.advance(1_000);
  expect(hub.receiver.missedCount()).toBe(2);
  await hub.clock.advance(15_000);
  expect(hub.receiver.missedCount()).toBe(2);
});

it("leaves a relay that floods it, and comes back later and later", async () => {
  const event = 'event: changed\ndata: {"value":[{"subscriptionId":"s","clientState":"c"}]}\n\n';
  await using hub = await openHub((_, response) => beginStream(response).write(event.repeat(5_000)));
  await waitFor(() => !hub.connection.isConnected && hub.receiver.received.length > 0);
  expect(hub.receiver.received).toHaveLength(2_000);
  await hub.clock.advance(5_000);
  expect(hub.problem()).toMatch(/brings no notifications: it sends more than a relay may\.$/);
});

it("leaves a relay whose line never ends", async () => {
  const part = "x".repeat(64 * 1024);
  await using hub = await openHub((_, response) => {
    beginStream(response).write("event: changed\ndata: ");
    const send = (): void => {
      if (!response.destroyed) response.write(part, () => setImmediate(send));
    };
    send();
  });
  await waitFor(() => hub.connection.isConnected);
  await waitFor(() => !hub.connection.isConnected);
  expect(hub.receiver.received).toEqual([]);
});

it("leaves a relay that is silent", async () => {
  await using hub = await openHub((_, response) => beginStream(response).write(":\n\nevent: missed\ndata: {}\n\n"));
  await waitFor(() => hub.receiver.missedCount() === 1);
  expect(hub.problem()).toBe("");
  await hub.clock.advance(45_000);
  await waitFor(() => !hub.connection.isConnected);
  await hub.clock.advance(4_999);
  expect(hub.problem()).toBe("");
});

it.each<[string, RequestListener, RequestListener | undefined, RegExp]>([
  [
    "follows no redirect with its proof",
    (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    undefined,
    /cannot be reached/,
  ],
  [
    "takes no page for a stream",
    (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
    undefined,
    /is no relay/,
  ],
  ["signs no text that is no challenge", () => {}, (_, response) => response.end("a\nb".repeat(100)), /is no relay/],
  ["signs nothing that never ends", () => {}, (_, response) => response.write("x".repeat(100_000)), /is no relay/],
  ["says who must let it in", () => {}, (_, response) => response.writeHead(403).end(), /Let its operator allow --hub=[\w-]{43}$/],
  ["says what the relay answers", () => {}, (_, response) => response.writeHead(502).end("<p>".repeat(1_000)), /status 502\.$/],
])("%s", async (_, onStream, onChallenge, problem) => {
  await using hub = await openHub(onStream, onChallenge);
  await waitFor(() => problem.test(hub.problem()));
  expect(hub.connection.isConnected).toBe(false);
  expect(hub.receiver.received).toEqual([]);
  const before = hub.requests.length;
  await hub.clock.advance(999);
  expect(hub.requests).toHaveLength(before);
});

it("comes back after 1, 2, 4 … 60 seconds, and says what is wrong once", async () => {
  const clock = createFakeClock();
  const receiver = createRecordingReceiver();
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  let attempts = 0;
  const fetch = async (): Promise<Response> => {
    attempts++;
    throw new TypeError("fetch failed");
  };
  const connection = connectToRelay({ relay: "https://relay.example", keys: createRelayKeys(), receiver, clock, fetch, random: () => 1 });
  await settle();
  const told = receiver.connected();
  expect(told?.problem).toBe("The relay https://relay.example brings no notifications: it cannot be reached.");
  expect(told?.cause).toMatchObject({ code: "relay-failed", details: { relay: "https://relay.example", reason: "unreachable" } });
  for (const [index, seconds] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
    await clock.advance(seconds * 1_000 - 1, settle);
    expect(attempts).toBe(index + 1);
    await clock.advance(1, settle);
    expect(attempts).toBe(index + 2);
  }
  expect(receiver.connected()).toBe(told);
  connection.close();
  expect(receiver.connected()).toBeUndefined();
  await clock.advance(120_000, settle);
  expect(attempts).toBe(9);
});
