import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { type ServedHub, serveTestHub } from "../test/served-hub.fixture.ts";
import type { tasksPlugin } from "../test/tasks-plugin.fixture.ts";
import { createHubClient } from "./create-hub-client.ts";
import type { HubMessage } from "./follow-hub.ts";

type Messages = AsyncGenerator<HubMessage, void, undefined>;
const addTask = (hub: ServedHub, title: string): Promise<unknown> =>
  hub.testHost.account.call("tasks/add-task", { sensor: "groceries", title });

async function nextOf<K extends HubMessage["type"]>(messages: Messages, type: K): Promise<Extract<HubMessage, { type: K }>> {
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error("The stream has ended.");
    if (value.type === type) return value as Extract<HubMessage, { type: K }>;
  }
}
const titleOf = ({ event }: { event: { payload: unknown } }): string => (event.payload as { title: string }).title;

it("begins with every sensor, then gives changes and events with the plugin's types", async () => {
  await using hub = await serveTestHub();
  const tasks = hub.client.plugin<typeof tasksPlugin>("home", "tasks");
  const messages = hub.client.follow();
  await nextOf(messages, "connected");
  const ids: string[] = [];
  while (ids.length < 2) ids.push((await nextOf(messages, "sensor")).sensor.id);
  expect(ids.sort()).toEqual(["home/tasks/garden", "home/tasks/groceries"]);
  await addTask(hub, "Milk");
  const titles: (readonly string[] | string | undefined)[] = [];
  for await (const message of messages) {
    if (tasks.isSensor(message, "list") && message.sensor.state === 1) titles.push(message.sensor.attributes.titles);
    if (!tasks.isEvent(message, "task-created")) continue;
    titles.push(message.event.payload.title);
    break;
  }
  expect(titles).toEqual([["Milk"], "Milk"]);
});

it("resumes over a restart of the hub: each event once, and every sensor again", async () => {
  await using hub = await serveTestHub();
  const { clock } = hub.testHost;
  const messages = hub.client.follow({ clock });
  // Nothing has happened yet: the position comes from the beginning of the stream.
  await nextOf(messages, "connected");
  await hub.stopServing();
  const { retryIn, error } = await nextOf(messages, "disconnected");
  expect([retryIn, error.code]).toEqual([500, "hub-unreachable"]);
  const retried = nextOf(messages, "disconnected");
  await clock.advance(retryIn);
  expect(await retried).toMatchObject({ retryIn: 1_000, error: { message: expect.stringMatching(/^No hub answers at http/) } });
  await addTask(hub, "Milk");
  await hub.serveAgain();
  const again = nextOf(messages, "connected");
  await clock.advance(1_000);
  await again;
  expect((await nextOf(messages, "sensor")).sensor.account).toBe("home");
  expect(titleOf(await nextOf(messages, "event"))).toBe("Milk");
  await addTask(hub, "Bread");
  const { after, ...bread } = await nextOf(messages, "event");
  expect(titleOf(bread)).toBe("Bread");
  await messages.return();

  await addTask(hub, "Salt");
  const later = hub.client.follow({ after });
  expect(titleOf(await nextOf(later, "event"))).toBe("Salt");
  await later.return();
});

it("reads messages whose bytes come in parts, and reports accounts and lost events", async () => {
  const event = { id: "9", account: "home", type: "tasks/task-created", at: "2026-03-02T08:00:00Z", payload: { title: "Käse" } };
  const lines = [
    "retry: 2000\nid: 7\n",
    'event: account\r\ndata: {"account":"home","kind":"changed"}\r\n',
    'event: lost\ndata: {"after":"7"}\n',
    `id: 9\nevent: event\ndata: ${JSON.stringify(event)}\n`,
  ];
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  const chunks = [...bytes].map((_, index) => bytes.subarray(index, index + 1));
  const fetchBytes = async () => new Response(ReadableStream.from(chunks) as any, { headers: { "content-type": "text/event-stream" } });
  const messages = createHubClient({ address: "http://hub.example", token: "t", fetch: fetchBytes }).follow();
  const received: HubMessage[] = [];
  for await (const message of messages) {
    if (message.type === "disconnected") break;
    received.push(message);
  }
  expect(received).toEqual([
    { type: "connected", after: "7" },
    { type: "account", account: "home", kind: "changed" },
    { type: "lost" },
    { type: "event", event, after: "9" },
  ]);
});

it("ends when it is told to: while it waits for a message, and while it waits to try again", async () => {
  await using hub = await serveTestHub();
  const waiting = new AbortController();
  const messages = hub.client.follow({ signal: waiting.signal, clock: hub.testHost.clock });
  await nextOf(messages, "connected");
  const drained = (async () => {
    for await (const _ of messages);
  })();
  waiting.abort();
  await drained;

  const retrying = new AbortController();
  await hub.stopServing();
  const later = hub.client.follow({ signal: retrying.signal, clock: hub.testHost.clock });
  await nextOf(later, "disconnected");
  const ended = later.next();
  retrying.abort();
  expect(await ended).toEqual({ value: undefined, done: true });
});

it("throws when the hub refuses the token", async () => {
  await using hub = await serveTestHub();
  const messages = createHubClient({ address: hub.address, token: "wrong" }).follow();
  await expect(messages.next()).rejects.toMatchObject({ code: "unauthorized", status: 401 });
});

it("throws when the position is not one", async () => {
  await using hub = await serveTestHub();
  await expect(hub.client.follow({ after: "yesterday" }).next()).rejects.toMatchObject({ code: "input-invalid", status: 400 });
});

it("does not take the page of a proxy for the stream", async () => {
  const fetchPage = async () => new Response("<html>\n\nPlease sign in\n\n</html>", { headers: { "content-type": "text/html" } });
  const messages = createHubClient({ address: "http://hub.example", token: "t", fetch: fetchPage }).follow();
  expect((await messages.next()).value).toMatchObject({
    type: "disconnected",
    error: { code: "hub-unreachable", message: expect.stringContaining("not as a hub") },
  });
  await messages.return();
});

it("leaves a connection that is silent for 45 seconds", async () => {
  const clock = createFakeClock();
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 2000\nid: 7\n\n"),
  ).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const messages = createHubClient({ address, token: "t" }).follow({ clock });
  expect(await messages.next()).toEqual({ value: { type: "connected", after: "7" }, done: false });
  const silent = messages.next();
  await clock.advance(45_000);
  expect((await silent).value).toMatchObject({ type: "disconnected", error: { message: `${address} has been silent for 45 seconds.` } });
  await messages.return();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
