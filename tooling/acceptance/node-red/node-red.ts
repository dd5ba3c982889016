import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WebSocket } from "ws";
import { findFreePort } from "../harness/find-free-port.ts";
import { startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import { nodeRedProgramOf } from "./install-node-red.ts";

export interface NodeRed extends AsyncDisposable {
  /** Deploys the flows, as the editor's button does. */
  deploy(flows: readonly object[]): Promise<void>;
  /** Presses the button of an inject node. */
  press(node: string): Promise<void>;
  /** The messages that a debug node has shown so far, as text. */
  debugMessages(node: string): readonly string[];
  log(): string;
}

export async function startNodeRed(installed: string, folder: string): Promise<NodeRed> {
  const port = await findFreePort();
  const base = `http://127.0.0.1:${port}`;
  await mkdir(folder, { recursive: true });
  const settings = {
    uiHost: "127.0.0.1",
    uiPort: port,
    flowFile: "flows.json",
    credentialSecret: "acceptance-only",
    // No requests to the internet.
    telemetry: { enabled: false, updateNotification: false },
    externalModules: { autoInstall: false, palette: { allowInstall: false } },
    editorTheme: { projects: { enabled: false } },
    logging: { console: { level: "info" } },
  };
  const file = join(folder, "settings.cjs");
  await writeFile(file, `module.exports = ${JSON.stringify(settings)};\n`);
  const red = startProgram(process.execPath, [nodeRedProgramOf(installed), "--userDir", folder, "--settings", file], { cwd: folder });
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { "content-type": "application/json", "Node-RED-API-Version": "v2" };
    const response = await fetch(`${base}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`Node-RED responded to ${path} with ${response.status}: ${await response.text()}`);
  };
  const messagesByNode = new Map<string, string[]>();
  let socket: WebSocket | undefined;
  const close = async (): Promise<void> => {
    socket?.terminate();
    await red.stop();
  };
  try {
    await waitFor("Node-RED to start", 90, async () => (await fetch(`${base}/flows`)).ok);
    socket = await openDebug(`ws://127.0.0.1:${port}/comms`, (node, text) =>
      messagesByNode.set(node, [...(messagesByNode.get(node) ?? []), text]),
    );
  } catch (error) {
    await close();
    throw new Error(`${(error as Error).message}\n${red.output()}`, { cause: error });
  }
  return {
    deploy: (flows) => post("/flows", { flows }),
    press: (node) => post(`/inject/${node}`, {}),
    debugMessages: (node) => messagesByNode.get(node) ?? [],
    log: red.output,
    [Symbol.asyncDispose]: close,
  };
}

/** Receives debug messages, as the editor's debug panel does. */
async function openDebug(url: string, onMessage: (node: string, text: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("message", (data) => {
    const messages: { topic: string; data: { id: string; msg: unknown } }[] = [JSON.parse(String(data))].flat();
    for (const { topic, data } of messages) if (topic === "debug") onMessage(data.id, String(data.msg));
  });
  socket.send(JSON.stringify({ subscribe: "debug" }));
  return socket;
}
