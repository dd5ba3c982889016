import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { DemoHousehold } from "../../acceptance/harness/demo-household.ts";

export const npmPackages = ["@softeria/ms-365-mcp-server@0.155.0", "@merill/lokka@0.3.0"];

const connect = async (transport: Transport): Promise<Client> => {
  const client = new Client({ name: "bench", version: "1" });
  await client.connect(transport);
  return client;
};

/** `tools`: patterns of the tools that an access of its own allows. Default: the full token. */
export async function connectHub({ address, token }: DemoHousehold, query = "", tools?: readonly string[]): Promise<Client> {
  const full = await token();
  const headers = { authorization: `Bearer ${tools ? await addAgent(address, full, tools) : full}` };
  return connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp${query}`), { requestInit: { headers } }));
}

async function addAgent(address: string, token: string, tools: readonly string[]): Promise<string> {
  const response = await fetch(`${address}/api/v1/access`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ kind: "mcp", name: tools.join(" "), tools }),
  });
  const { credentials } = (await response.json()) as { readonly credentials: { readonly password: string } };
  return credentials.password;
}

/** `accessToken`: of the emulator, to which the server then sends its requests. */
export function connectSofteria(folder: string, options: readonly string[], accessToken = "none"): Promise<Client> {
  const program = join(folder, "node_modules/@softeria/ms-365-mcp-server/dist/index.js");
  const env = { ...cleanEnv(), HOME: folder, SILENT: "1", MS365_MCP_OAUTH_TOKEN: accessToken };
  return connect(new StdioClientTransport({ command: process.execPath, args: [program, ...options], env, cwd: folder, stderr: "ignore" }));
}

export function connectLokka(folder: string): Promise<Client> {
  const env = { ...cleanEnv(), HOME: folder, USE_CLIENT_TOKEN: "true", ACCESS_TOKEN: "none" };
  const args = [join(folder, "node_modules/@merill/lokka/build/main.js")];
  return connect(new StdioClientTransport({ command: process.execPath, args, env, cwd: folder, stderr: "ignore" }));
}

/** Softeria's server has no option for another address of Graph. */
export async function redirectSofteria(folder: string, graphAddress: string): Promise<void> {
  const file = join(folder, "node_modules/@softeria/ms-365-mcp-server/dist/cloud-config.js");
  const source = await readFile(file, "utf8");
  await writeFile(file, source.replace(/(global: \{[^}]*graphApi: )"[^"]*"/, `$1"${graphAddress}"`));
}

const cleanEnv = (): Record<string, string> => ({ PATH: process.env.PATH ?? "" });
