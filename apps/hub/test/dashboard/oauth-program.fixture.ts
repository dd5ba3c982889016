import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client as CurrentClient, StreamableHTTPClientTransport as CurrentTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

/** A program that connects to `/mcp` by OAuth with the client of the official SDK, and waits for its answer on this machine. */
export interface OAuthProgram extends AsyncDisposable {
  /** Where it sends the browser. */
  authorizationAddress(): Promise<string>;
  /** Exchanges what the browser brought back, and connects. */
  finish(): Promise<void>;
  /** Connects again with the tokens that it has. */
  reconnect(): Promise<void>;
  /** What the browser brought back. */
  readonly answers: readonly URLSearchParams[];
  tools(): Promise<string[]>;
  call(name: string, input: object): Promise<string>;
  /** Its access token is wrong from now on, as if its hour were over. */
  spoilAccessToken(): void;
  readonly tokens: () => { readonly access_token: string; readonly refresh_token?: string | undefined } | undefined;
}

/** `sdk`: the SDK of revision 2025-11-25, or that of 2026-07-28. */
export async function startOAuthProgram(hub: string, sdk: "old" | "current"): Promise<OAuthProgram> {
  const answers: URLSearchParams[] = [];
  const server = createServer(({ url = "/" }, response) => {
    if (url.startsWith("/callback")) answers.push(new URL(url, "http://localhost").searchParams);
    response.setHeader("content-type", "text/html").end("<h1>Back in the program</h1>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const kept: Record<"client" | "tokens" | "verifier" | "address" | "discovery", any> = {
    client: undefined,
    tokens: undefined,
    verifier: "",
    address: undefined,
    discovery: undefined,
  };
  const redirectUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const provider = {
    redirectUrl,
    clientMetadata: { client_name: "Travel agent", redirect_uris: [redirectUrl] },
    state: () => "the-state",
    clientInformation: () => kept.client,
    saveClientInformation: (client: unknown) => void Object.assign(kept, { client }),
    tokens: () => kept.tokens,
    saveTokens: (tokens: unknown) => void Object.assign(kept, { tokens }),
    redirectToAuthorization: (address: URL) => void Object.assign(kept, { address: address.href }),
    saveCodeVerifier: (verifier: string) => void Object.assign(kept, { verifier }),
    codeVerifier: () => kept.verifier as string,
    saveDiscoveryState: (state: unknown) => void Object.assign(kept, { discovery: state }),
    discoveryState: () => kept.discovery,
  };
  const createTransport = () =>
    sdk === "old"
      ? new StreamableHTTPClientTransport(new URL(`${hub}/mcp`), { authProvider: provider })
      : new CurrentTransport(new URL(`${hub}/mcp`), { authProvider: provider });
  const createClient = () =>
    sdk === "old"
      ? new Client({ name: "travel", version: "1" })
      : new CurrentClient({ name: "travel", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  let transport = createTransport();
  let client = createClient();
  const connect = (): Promise<void> => client.connect(transport as never);
  async function reconnect(): Promise<void> {
    await client.close().catch(() => undefined);
    transport = createTransport();
    client = createClient();
    await connect();
  }
  return {
    answers,
    tokens: () => kept.tokens,
    spoilAccessToken: () => void Object.assign(kept, { tokens: { ...kept.tokens, access_token: "spoiled" } }),
    async authorizationAddress() {
      await connect().then(
        () => {
          throw new Error("The hub let the program in without asking.");
        },
        () => undefined,
      );
      if (kept.address === undefined) throw new Error("The SDK found no authorization server.");
      return kept.address;
    },
    async finish() {
      const answer = answers.at(-1)!;
      await (sdk === "old" ? transport.finishAuth(answer.get("code")!) : (transport as CurrentTransport).finishAuth(answer));
      await reconnect();
    },
    reconnect,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    async call(name, input) {
      const { content, isError } = (await client.callTool({ name, arguments: { ...input } })) as any;
      return `${isError ? "error: " : ""}${content[0].text}`;
    },
    async [Symbol.asyncDispose]() {
      await client.close().catch(() => undefined);
      server.closeAllConnections();
      server.close();
    },
  };
}
