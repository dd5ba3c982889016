import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { pauseFor } from "./pause-for.ts";
import { secondsUntil } from "./seconds-until.ts";
import { type StartedProcess, startProcess } from "./started-process.ts";

const program = fileURLToPath(new URL("../../../packages/relay/dist/bin.js", import.meta.url));
const slowMs = 2_000;

/** The relay as a process, and what stands before it. Graph and the hub know only the latter. */
export interface RelayProcess {
  readonly address: string;
  /** `slow`: everything takes two seconds more, both ways. `lying`: it tells Graph that all is well, passes nothing, and makes up notifications. */
  behavior: "honest" | "slow" | "lying";
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What a hub must not believe. */
const lies = [
  'event: changed\nid: 1\ndata: {"value":[{"subscriptionId":"11111111-2222-4333-8444-555555555555","clientState":"guess"}]}\n\n',
  'event: changed\nid: 2\ndata: {"value":[{"subscriptionId":"x","clientState":"x","lifecycleEvent":"subscriptionRemoved"}]}\n\n',
  "event: changed\nid: 3\ndata: {\n\n",
  "event: missed\nid: 4\ndata: {}\n\n",
];

export async function startRelay(folder: string): Promise<RelayProcess> {
  const [port, relayPort] = [await findFreePort(), await findFreePort()];
  let running: StartedProcess;
  const start = async (): Promise<void> => {
    running = startProcess(process.execPath, [program, "--port", String(relayPort)], { stderr: `${folder}/relay.log` });
    const started = await secondsUntil(30, async () => (await fetch(`http://127.0.0.1:${relayPort}/health`)).ok, 50);
    if (started === undefined) throw new Error("The relay did not start within 30 s.");
  };
  const wait = (): Promise<void> => (relay.behavior === "slow" ? pauseFor(slowMs) : Promise.resolve());

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method, url = "/", headers } = incoming;
    const isNotification = url.startsWith("/notifications/") && !url.includes("validationToken=");
    if (relay.behavior === "lying" && isNotification) {
      incoming.resume();
      return void outgoing.writeHead(202).end();
    }
    await wait();
    const upstream = request({ host: "127.0.0.1", port: relayPort, method, path: url, headers }, async (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      outgoing.flushHeaders();
      if (url.endsWith("/stream") && relay.behavior === "lying") void lieTo(outgoing);
      try {
        for await (const chunk of response) {
          await wait();
          outgoing.write(chunk);
        }
        outgoing.end();
      } catch {
        // The relay was killed.
        outgoing.destroy();
      }
    });
    upstream.on("error", () => outgoing.destroy());
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  };
  const lieTo = async (stream: ServerResponse): Promise<void> => {
    for (let number = 0; !stream.destroyed && relay.behavior === "lying"; number++) {
      stream.write(lies[number % lies.length]);
      await pauseFor(100);
    }
  };

  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await start();
  const relay: RelayProcess = {
    address: `http://127.0.0.1:${port}`,
    behavior: "honest",
    start,
    async kill() {
      await running.stop();
    },
    async close() {
      await running.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return relay;
}
