import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WebSocket } from "ws";
import { freePort } from "../harness/free-port.ts";
import { startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import { nodeRedProgram } from "./install-node-red.ts";

export interface NodeRed extends AsyncDisposable {
  /** As the editor's button does: the flows run from now on. */
  deploy(flows: readonly object[]): Promise<void>;
  /** Presses an inject node's button. */
  press(node: string): Promise<void>;
  /** What a debug node showed so far, as text. */
  debugMessages(node: string): readonly string[];
  log(): string;
}

export async function startNodeRed(installed: string, folder: string): Promise<NodeRed> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  await mkdir(folder, { recursive: true });
  const settings = {
    uiHost: "127.0.0.1",
    uiPort: port,
    flowFile: "flows.json",
    credentialSecret: "acceptance-only",
    // It shall call nobody.
    telemetry: { enabled: false, updateNotification: false },
    externalModules: { autoInstall: false, palette: { allowInstall: false } },
    editorTheme: { projects: { enabled: false } },
    logging: { console: { level: "info" } },
  };
  const file = join(folder, "settings.cjs");
  await writeFile(file, `module.exports = ${JSON.stringify(settings)};\n`);
  const red = startProgram(process.execPath, [nodeRedProgram(installed), "--userDir", folder, "--settings", file], { cwd: folder });
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { "content-type": "application/json", "Node-RED-API-Version": "v2" };
    const response = await fetch(`${base}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`Node-RED answers ${path} with ${response.status}: ${await response.text()}`);
  };
  const shown = new Map<string, string[]>();
  let socket: WebSocket | undefined;
  const close = async (): Promise<void> => {
    socket?.terminate();
    await red.stop();
  };
  try {
    await waitFor("Node-RED's start", 90, async () => (await fetch(`${base}/flows`)).ok);
    socket = await openDebug(`ws://127.0.0.1:${port}/comms`, (node, text) => shown.set(node, [...(shown.get(node) ?? []), text]));
  } catch (error) {
    await close();
    throw new Error(`${(error as Error).message}\n${red.output()}`, { cause: error });
  }
  return {
    deploy: (flows) => post("/flows", { flows }),
    press: (node) => post(`/inject/${node}`, {}),
    debugMessages: (node) => shown.get(node) ?? [],
    log: red.output,
    [Symbol.asyncDispose]: close,
  };
}

/** The editor's debug panel. */
async function openDebug(url: string, show: (node: string, text: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("message", (data) => {
    const messages: { topic: string; data: { id: string; msg: unknown } }[] = [JSON.parse(String(data))].flat();
    for (const { topic, data } of messages) if (topic === "debug") show(data.id, String(data.msg));
  });
  socket.send(JSON.stringify({ subscribe: "debug" }));
  return socket;
}
