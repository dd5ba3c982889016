import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { waitFor } from "../harness/wait-for.ts";
import { type KeptResults, runOperations } from "./operation.ts";
import { mcpServerCalendarOperations } from "./operations/mcp-server-calendar-operations.ts";
import { mcpServerMailOperations } from "./operations/mcp-server-mail-operations.ts";
import type { ClientContext } from "./run-clients.ts";
import { approveDevice, approvedScopes, clientId } from "./serve-household.ts";

/** Softeria's MCP server, as an agent uses it over standard input and output. It signs in with its own tool. */
export async function runMcpServer({ installed, folder, emulator }: ClientContext): Promise<number> {
  const home = join(folder, "mcp-server");
  await mkdir(home, { recursive: true });
  const program = join(installed.npm, "node_modules/@softeria/ms-365-mcp-server/dist/index.js");
  const child = spawn(process.execPath, [program, "--org-mode", "--allowed-scopes", approvedScopes.join(" ")], {
    cwd: home,
    env: { ...process.env, HOME: home, MS365_MCP_CLIENT_ID: clientId, MS365_MCP_TENANT_ID: "organizations", SILENT: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const call = await connect(child);
    const signIn = async () => {
      const { message } = await call("login", {});
      approveDevice(emulator, /code (\S+) to/.exec(message)?.[1] ?? "");
      return waitFor("the sign-in", 30, async () => {
        const status = await call("verify-login", {});
        return status.success === true && status;
      });
    };
    const world = { call, signIn, emulator };
    return await runOperations("ms-365-mcp-server", [...mcpServerMailOperations, ...mcpServerCalendarOperations], (operation, kept) => {
      if (operation.does) return operation.does(world, kept);
      const input = typeof operation.input === "function" ? operation.input(kept) : (operation.input ?? {});
      return call(operation.tool ?? "", input);
    });
  } finally {
    child.kill();
  }
}

export type CallTool = (tool: string, input: object) => Promise<any>;

/** Initializes the server. Returns a function that calls a tool and returns its content, which is JSON or text. */
async function connect(child: ChildProcessByStdio<Writable, Readable, null>): Promise<CallTool> {
  const waiting = new Map<number, (message: any) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = JSON.parse(line);
    waiting.get(message.id)?.(message);
  });
  let lastId = 0;
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const request = (method: string, params: object) =>
    new Promise<any>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      send({ id, method, params });
    });
  const clientInfo = { name: "casement-acceptance", version: "1.0.0" };
  await request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
  send({ method: "notifications/initialized" });
  return async (tool, input) => {
    const { content } = await request("tools/call", { name: tool, arguments: input });
    const text = content.map((part: KeptResults) => part.text).join("\n");
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
}
