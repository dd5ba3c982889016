import { createTestHost, type DelayedHost, delayHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll } from "vitest";
import { type McpClient, tokenClient } from "../src/clients/mcp-client.ts";
import type { McpAccess, McpOptions } from "../src/mcp-options.ts";
import { createMcpSurface, type McpSurface } from "../src/mcp-surface.ts";
import { createFakeDevices, createFakeDevicesPlugin, type FakeDevices } from "./fake-devices.fixture.ts";

/** A host with the fake plugin, served to MCP clients. */
export interface TestMcp extends AsyncDisposable {
  readonly t: TestHost;
  readonly devices: FakeDevices;
  /** Keeps the host's answers back. */
  readonly hold: DelayedHost["hold"];
  readonly mcp: McpSurface;
  /** Connects a client in this process. */
  connect(access?: McpAccess, answer?: AnswerQuestion): Promise<TestClient>;
  /** Connects a client over streamable HTTP, without a network. */
  connectHttp(access?: McpAccess | McpClient, answer?: AnswerQuestion, elicitation?: { url?: object }): Promise<TestClient>;
  /** Refreshes the sensors and waits until clients are notified. */
  refresh(): Promise<void>;
}

/** What the client's user answers. Omit for a client that cannot ask. */
export type AnswerQuestion = (question: string) => "accept" | "decline" | "cancel";

export interface TestClient {
  readonly client: Client;
  /** The received ones as `method` or `method uri`, oldest first. */
  readonly notifications: string[];
  call(name: string, input?: object): Promise<any>;
}

/** One for all tests of a file or `describe` that leave it as it was. */
export function useTestMcp(start: () => Promise<TestMcp> = startTestMcp): () => TestMcp {
  let m: TestMcp;
  beforeAll(async () => {
    m = await start();
  });
  afterAll(() => m[Symbol.asyncDispose]());
  return () => m;
}

export const mcpAddress = new URL("http://127.0.0.1:8365/mcp");

export async function startTestMcp(options: Partial<TestHostOptions> & { mcp?: McpOptions; devices?: FakeDevices } = {}): Promise<TestMcp> {
  const { mcp: settings, devices = createFakeDevices(), ...host } = options;
  const t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }], ...host });
  const { host: delayed, hold } = delayHost(t.host);
  const mcp = createMcpSurface(delayed, { clock: t.clock, version: "1.2.3", ...settings });
  const clients: Client[] = [];
  async function startClient(
    answer: AnswerQuestion | undefined,
    connect: (client: Client) => Promise<void>,
    elicitation: { url?: object } = {},
  ): Promise<TestClient> {
    const client = new Client({ name: "test", version: "1" }, { capabilities: answer ? { elicitation } : {} });
    if (answer) client.setRequestHandler(ElicitRequestSchema, ({ params }) => ({ action: answer(params.message), content: {} }));
    clients.push(client);
    const notifications: string[] = [];
    client.fallbackNotificationHandler = async ({ method, params }) => {
      notifications.push([method.replace("notifications/", ""), params?.uri].filter((part) => part !== undefined).join(" "));
    };
    await connect(client);
    return { client, notifications, call: (name, input = {}) => client.callTool({ name, arguments: { ...input } }) };
  }
  return {
    t,
    devices,
    hold,
    mcp,
    connect: (access, answer) =>
      startClient(answer, async (client) => {
        const [clientEnd, serverEnd] = InMemoryTransport.createLinkedPair();
        await mcp.connect(serverEnd, access);
        await client.connect(clientEnd);
      }),
    connectHttp: (access = "full", answer = undefined, elicitation = undefined) =>
      startClient(
        answer,
        (client) => client.connect(new StreamableHTTPClientTransport(mcpAddress, { fetch: createMcpFetch(mcp, access) }) as never),
        elicitation,
      ),
    async refresh() {
      await t.account.refresh();
      await t.host.settled();
      await t.advance(1_000);
      await flushEventLoop();
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.close();
      await mcp.close();
      if (options.dataDir === undefined) await t[Symbol.asyncDispose]();
    },
  };
}

/** Passes requests on as surface-http does. */
export const createMcpFetch =
  (mcp: McpSurface, access: McpAccess | McpClient): typeof fetch =>
  async (url, init) =>
    mcp.fetch(
      new Request(url as string, init),
      typeof access === "string" ? tokenClient(access) : access,
      typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
    );

/** Runs some turns of the event loop, in which streams pass data on. */
export async function flushEventLoop(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
