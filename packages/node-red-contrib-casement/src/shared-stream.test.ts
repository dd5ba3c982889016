import { createHubClient } from "@casement/client";
import { serveHttp } from "@casement/surface-http";
import { createTestHost, type TestHost } from "@casement/testing";
import { expect, it, onTestFinished } from "vitest";
import { tasksPlugin } from "../test/tasks-plugin.fixture.ts";
import { createSharedStream, type SharedStream } from "./shared-stream.ts";

interface StreamRig {
  readonly testHost: TestHost;
  readonly stream: SharedStream;
  /** What the listener `name` heard. */
  heard(name: string): readonly string[];
  /** Returns the function that ends the listener. */
  listen(name: string): () => void;
  addTask(title: string): Promise<unknown>;
  openStreams(): Promise<string | undefined>;
  readonly saved: { after: string | undefined };
}

async function createStreamRig(token = "the-token-of-node-red"): Promise<StreamRig> {
  const testHost = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  testHost.emulator.control.todo.addList("ada@contoso.example", "Groceries");
  await testHost.account.rescan();
  const server = await serveHttp(testHost.host, { port: 0, token: "the-token-of-node-red" });
  const saved: StreamRig["saved"] = { after: undefined };
  const position = {
    load: async () => saved.after,
    save: (after: string) => {
      saved.after = after;
    },
  };
  const stream = createSharedStream(createHubClient({ address: server.address, token }), position);
  onTestFinished(async () => {
    stream.close();
    await server.close();
    await testHost[Symbol.asyncDispose]();
  });
  const lines = new Map<string, string[]>();
  const headers = { authorization: "Bearer the-token-of-node-red" };
  return {
    testHost,
    stream,
    saved,
    heard: (name) => lines.get(name) ?? [],
    listen(name) {
      const add = (line: string): void => void lines.set(name, [...(lines.get(name) ?? []), line]);
      return stream.listen({
        onConnect: () => add("connected"),
        onDisconnect: ({ code }) => add(code),
        onSensor: ({ id, state }) => add(`${id} ${state}`),
        onEvent: ({ type }) => add(type),
      });
    },
    addTask: (title) => testHost.account.call("tasks/add-task", { sensor: "groceries", title }),
    openStreams: async () => /\ncasement_streams (\d+)/.exec(await (await fetch(`${server.address}/metrics`, { headers })).text())?.[1],
  };
}

it("is one stream for all listeners, and tells a later one what is known", async () => {
  const rig = await createStreamRig();
  rig.listen("first");
  await expect.poll(() => rig.heard("first")).toEqual(["connected", "home/tasks/groceries 0"]);
  rig.listen("second");
  expect(rig.heard("second")).toEqual(["connected", "home/tasks/groceries 0"]);
  await rig.addTask("Milk");
  for (const name of ["first", "second"])
    await expect.poll(() => rig.heard(name).slice(2)).toEqual(["home/tasks/groceries 1", "tasks/task-created"]);
  expect(await rig.openStreams()).toBe("1");
});

it("closes with its last listener, and the next one gets the events that happened meanwhile", async () => {
  const rig = await createStreamRig();
  const stop = rig.listen("first");
  await expect.poll(() => rig.heard("first")).toContain("home/tasks/groceries 0");
  stop();
  await expect.poll(rig.openStreams).toBe("0");
  await rig.addTask("Milk");
  rig.listen("later");
  await expect.poll(() => rig.heard("later")).toContain("tasks/task-created");
  expect(rig.saved.after).toBe(rig.testHost.host.events.lastId);
});

it("tells every listener that the token is refused, also a later one", async () => {
  const rig = await createStreamRig("another-token");
  rig.listen("first");
  await expect.poll(() => rig.heard("first")).toEqual(["unauthorized"]);
  rig.listen("later");
  expect(rig.heard("later")).toEqual(["unauthorized"]);
});

it("tells a listener that the sensors of a removed account are gone", async () => {
  const sensor = {
    id: "office/tasks/tasks",
    account: "office",
    plugin: "tasks",
    kind: "list",
    title: "Tasks",
    state: 3,
    attributes: {},
    stale: false,
  };
  const blocks = [
    "id: 7\n\n",
    `event: sensor\ndata: ${JSON.stringify(sensor)}\n\n`,
    `event: sensor\ndata: ${JSON.stringify({ ...sensor, id: "home/tasks/tasks", account: "home" })}\n\n`,
    'event: account\ndata: {"account":"office","kind":"removed"}\n\n',
  ];
  const headers = { "content-type": "text/event-stream" };
  const fetchStream = async () => new Response(blocks.join(""), { headers });
  const client = createHubClient({ address: "http://hub.example", token: "t", fetch: fetchStream });
  const stream = createSharedStream(client, { load: async () => undefined, save: () => {} });
  const heard: unknown[] = [];
  stream.listen({ onDisconnect: () => stream.close(), onSensor: ({ id, state, gone }) => void heard.push([id, state, gone]) });
  await expect
    .poll(() => heard)
    .toEqual([
      ["office/tasks/tasks", 3, undefined],
      ["home/tasks/tasks", 3, undefined],
      ["office/tasks/tasks", null, true],
    ]);
});
