import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WebSocket } from "ws";
import { findFreePort } from "../harness/find-free-port.ts";
import { startProgram } from "../harness/programs.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { nodeProgramOf, nodeRedProgramOf } from "./install-node-red.ts";

const casementPackage = "node-red-contrib-casement";

export interface NodeRed extends AsyncDisposable {
  /** The address of the editor. */
  readonly address: string;
  /** Deploys the flows, as the editor's button does. */
  deploy(flows: readonly object[]): Promise<void>;
  /** Presses the button of an inject node. */
  press(node: string): Promise<void>;
  /** The messages that a debug node has shown so far, as text. */
  debugMessages(node: string): readonly string[];
  /** The text that a node shows below itself, with its color. */
  statusOf(node: string): string | undefined;
  /** The flows as they are deployed. */
  flows(): Promise<readonly Record<string, any>[]>;
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
    editorTheme: { projects: { enabled: false }, tours: false },
    logging: { console: { level: "info" } },
    // Keeps the position in the hub's events over a restart.
    contextStorage: { default: { module: "localfilesystem", config: { flushInterval: 1 } } },
  };
  // As `npm install` puts the package into the folder, but from its sources.
  await mkdir(join(folder, "node_modules"), { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: { [casementPackage]: "*" } }));
  await symlink(join(repositoryFolder, "packages", casementPackage), join(folder, "node_modules", casementPackage)).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  const file = join(folder, "settings.cjs");
  await writeFile(file, `module.exports = ${JSON.stringify(settings)};\n`);
  const red = startProgram(
    nodeProgramOf(installed),
    ["--conditions=casement-source", nodeRedProgramOf(installed), "--userDir", folder, "--settings", file],
    { cwd: folder },
  );
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { "content-type": "application/json", "Node-RED-API-Version": "v2" };
    const response = await fetch(`${base}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`Node-RED responded to ${path} with ${response.status}: ${await response.text()}`);
  };
  const messagesByNode = new Map<string, string[]>();
  const statusByNode = new Map<string, string>();
  let socket: WebSocket | undefined;
  const close = async (): Promise<void> => {
    socket?.terminate();
    await red.stop();
  };
  try {
    await waitFor("Node-RED to start", 90, async () => (await fetch(`${base}/flows`)).ok);
    socket = await openComms(`ws://127.0.0.1:${port}/comms`, {
      onDebug: (node, text) => messagesByNode.set(node, [...(messagesByNode.get(node) ?? []), text]),
      onStatus: (node, { fill, text }) => statusByNode.set(node, fill === undefined ? "" : `${fill}: ${text}`),
    });
  } catch (error) {
    await close();
    throw new Error(`${(error as Error).message}\n${red.output()}`, { cause: error });
  }
  return {
    address: base,
    statusOf: (node) => statusByNode.get(node),
    flows: async () => (await fetch(`${base}/flows`)).json() as Promise<Record<string, any>[]>,
    deploy: (flows) => post("/flows", { flows }),
    press: (node) => post(`/inject/${node}`, {}),
    debugMessages: (node) => messagesByNode.get(node) ?? [],
    log: red.output,
    [Symbol.asyncDispose]: close,
  };
}

interface CommsListener {
  onDebug(node: string, text: string): void;
  onStatus(node: string, status: { fill?: string; text?: string }): void;
}

/** Receives debug messages and the status of nodes, as the editor does. */
async function openComms(url: string, { onDebug, onStatus }: CommsListener): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("message", (data) => {
    const messages: { topic: string; data: any }[] = [JSON.parse(String(data))].flat();
    for (const { topic, data } of messages) {
      if (topic === "debug") onDebug(data.id, String(data.msg));
      else if (topic?.startsWith("status/")) onStatus(topic.slice("status/".length), data);
    }
  });
  for (const topic of ["debug", "status/#"]) socket.send(JSON.stringify({ subscribe: topic }));
  return socket;
}
