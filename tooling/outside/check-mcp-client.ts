import type { Tarball } from "../check-packed/pack-package.ts";
import { assertThat } from "./assert-that.ts";
import type { OutsideFolder } from "./outside-folder.ts";
import { withDependencies } from "./with-dependencies.ts";

const config = `mcp: true
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins: { calendar: {} }
`;

/** A client that uses the official MCP library. */
const clientProgram = `import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
const client = new Client({ name: "outside", version: "1" });
await client.connect(new StdioClientTransport({ command: "npx", args: ["casement", "mcp"], stderr: "ignore" }));
const { tools } = await client.listTools();
const { isError, content } = await client.callTool({ name: "calendar_list-events", arguments: {} });
console.log(JSON.stringify({ server: client.getServerVersion().name, tools: tools.map(({ name }) => name), isError, text: content[0].text }));
await client.close();
`;

/** Without MCP, the hub says how to install it. After the installation, a client uses it over standard input and output. */
export async function checkMcpClient(project: OutsideFolder, all: readonly Tarball[]): Promise<void> {
  await project.write("casement.yaml", config);
  for (const command of ["start", "mcp"]) {
    const message = await project.runFailing("npx", "casement", command);
    assertThat(/npm install @casement\/surface-mcp/.test(message), `casement ${command} says how to install MCP`);
  }
  await project.install(withDependencies(all, "casement", "@casement/plugin-calendar", "@casement/surface-mcp"));
  await project.write("client.mjs", clientProgram);
  const { server, tools, isError, text } = JSON.parse(await project.run("node", "client.mjs"));
  assertThat(server === "casement" && tools.includes("casement_sensors"), "a client lists the tools");
  assertThat(isError && /^service-refused: .*sign/.test(text), `a tool of a signed-out account says that a sign-in is required (${text})`);
}
