import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { createMcp, type Mcp } from "./create-mcp.ts";
import { type House, house, housePlugin } from "./house.fixture.ts";
import type { McpAccess, McpOptions } from "./mcp-options.ts";

export interface TestMcp extends AsyncDisposable {
  readonly t: TestHost;
  readonly world: House;
  readonly mcp: Mcp;
  /** A client in this process; the methods of the notifications it got are in `heard`. */
  client(access?: McpAccess): Promise<TestClient>;
  /** A client over streamable HTTP, without a network. */
  overHttp(access?: McpAccess): Promise<TestClient>;
  /** Reads the sensors anew and waits until connections have been told. */
  refresh(): Promise<void>;
}

export interface TestClient {
  readonly client: Client;
  /** `method` or `method uri`, oldest first. */
  readonly heard: string[];
  call(name: string, input?: object): Promise<any>;
}

export const address = new URL("http://127.0.0.1:8365/mcp");

export async function testMcp(options: Partial<TestHostOptions> & { mcp?: McpOptions; world?: House } = {}): Promise<TestMcp> {
  const { mcp: settings, world = house(), ...host } = options;
  const t = await createTestHost({ plugins: [{ plugin: housePlugin(world) }], ...host });
  const mcp = createMcp(t.host, { clock: t.clock, version: "1.2.3", ...settings });
  const clients: Client[] = [];
  async function start(connect: (client: Client) => Promise<void>): Promise<TestClient> {
    const client = new Client({ name: "test", version: "1" });
    clients.push(client);
    const heard: string[] = [];
    client.fallbackNotificationHandler = async ({ method, params }) => {
      heard.push([method.replace("notifications/", ""), params?.uri].filter((part) => part !== undefined).join(" "));
    };
    await connect(client);
    return { client, heard, call: (name, input = {}) => client.callTool({ name, arguments: { ...input } }) };
  }
  return {
    t,
    world,
    mcp,
    client: (access) =>
      start(async (client) => {
        const [here, there] = InMemoryTransport.createLinkedPair();
        await mcp.connect(there, access);
        await client.connect(here);
      }),
    overHttp: (access = "full") =>
      start((client) => client.connect(new StreamableHTTPClientTransport(address, { fetch: fetchOf(mcp, access) }) as never)),
    async refresh() {
      await t.account.refresh();
      await t.host.settled();
      await t.advance(1_000);
      await turns();
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.close();
      await mcp.close();
      if (options.dataDir === undefined) await t[Symbol.asyncDispose]();
    },
  };
}

/** As the HTTP surface hands requests on. */
export const fetchOf =
  (mcp: Mcp, access: McpAccess): typeof fetch =>
  async (url, init) =>
    mcp.fetch(new Request(url as string, init), access, typeof init?.body === "string" ? JSON.parse(init.body) : undefined);

/** Some turns of the event loop: streams pass on what was said. */
export async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
