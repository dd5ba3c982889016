import type { Tarball } from "../check-packed/tarball.ts";
import { closure } from "./closure.ts";
import { expectThat } from "./expect-that.ts";
import type { Stranger } from "./stranger.ts";

const config = `mcp: true
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins: { calendar: {} }
`;

/** What a client of MCP does, with the protocol's own library. */
const client = `import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
const client = new Client({ name: "stranger", version: "1" });
await client.connect(new StdioClientTransport({ command: "npx", args: ["casement", "mcp"], stderr: "ignore" }));
const { tools } = await client.listTools();
const { isError, content } = await client.callTool({ name: "calendar_list-events", arguments: {} });
console.log(JSON.stringify({ server: client.getServerVersion().name, tools: tools.map(({ name }) => name), isError, text: content[0].text }));
await client.close();
`;

/** MCP beside a hub with one plugin: answered with how to install it, then installed and used over standard input and output. */
export async function agents(at: Stranger, all: readonly Tarball[]): Promise<void> {
  await at.write("casement.yaml", config);
  for (const command of ["start", "mcp"]) {
    const refusal = await at.refused("npx", "casement", command);
    expectThat(/npm install @casement\/surface-mcp/.test(refusal), `casement ${command} says how to install MCP`);
  }
  await at.install(closure(all, "casement", "@casement/plugin-calendar", "@casement/surface-mcp"));
  await at.write("client.mjs", client);
  const { server, tools, isError, text } = JSON.parse(await at.run("node", "client.mjs"));
  expectThat(server === "casement" && tools.includes("casement_sensors"), "a client lists the tools");
  expectThat(isError && /^service-refused: .*sign/.test(text), `a tool of an account that is signed out says so (${text})`);
}
