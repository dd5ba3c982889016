// A process of `bench:scale`: `scale-host.ts <serve|measure> <JSON of HostTask>`. Prints lines of JSON.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { createHost, createTransport, type Host, type SensorSummary } from "@casement/host";
import { serveHttp } from "@casement/surface-http";
import { cpuSeconds, waitSeconds } from "./measured-time.ts";
import { officeAccount, readOfficeAccount } from "./office-account.ts";
import { createGraphAt, createReplayedGraph, graphOrigin } from "./recorded-graph.ts";

export interface HostTask {
  /** The file with what was recorded of one account. */
  readonly office: string;
  readonly dataDir: string;
  readonly key: string;
  readonly names: readonly string[];
  readonly secondsUntilRest: number;
  readonly secondsOfRest: number;
  /** Where another process answers as Graph. */
  readonly graph?: string;
}

// As `casement` does.
setFlagsFromString("--optimize-for-size");
const [mode, given] = process.argv.slice(2) as ["serve" | "measure", string];
const task = JSON.parse(given) as HostTask;
process.once("SIGTERM", () => process.exit());
await { serve, measure }[mode]();

/** Answers as Graph over HTTP. */
async function serve(): Promise<void> {
  const graph = await openReplayedGraph();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = await graph.fetch(`${graphOrigin}${request.url}`, {
      method: request.method!,
      headers: request.headers as Record<string, string>,
      body,
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  print({ graph: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function openReplayedGraph(): Promise<ReturnType<typeof createReplayedGraph>> {
  const { answers, signIn } = await readOfficeAccount(task.office);
  return createReplayedGraph(answers, signIn.identity.id, 100);
}

/** Starts the host on what was stored, and measures it until everything is fresh and then at rest. */
async function measure(): Promise<void> {
  const { names, dataDir, key, secondsUntilRest, secondsOfRest } = task;
  const graph = task.graph === undefined ? await openReplayedGraph() : createGraphAt(task.graph, createTransport());
  const start = { time: performance.now(), cpu: cpuSeconds() };
  const host = await createHost({ dataDir, key, accounts: names.map(officeAccount), transport: graph });
  await host.start("once");
  const http = await serveHttp(host, { port: 0 });
  print({ address: http.address });
  await host.start("live");
  await waitUntilFresh(host);
  const fresh = { seconds: (performance.now() - start.time) / 1000, cpuSeconds: cpuSeconds() - start.cpu };
  await waitSeconds(secondsUntilRest);
  const rest = { cpu: cpuSeconds(), requests: graph.counts.requests };
  await waitSeconds(secondsOfRest);
  print({
    fresh,
    rest: {
      cpuPercent: ((cpuSeconds() - rest.cpu) / secondsOfRest) * 100,
      requestsPerMinute: ((graph.counts.requests - rest.requests) / secondsOfRest) * 60,
    },
    megabytes: process.memoryUsage.rss() / 1024 ** 2,
    sensors: host.index().length,
    unknown: [...graph.counts.unknown],
  });
  // Closing a thousand accounts takes as long as opening them, and the folder is deleted.
  process.exit();
}

/** Listing all sensors again and again would cost more than what is measured. */
async function waitUntilFresh(host: Host): Promise<void> {
  const stale = new Set<string>();
  const note = (sensor: Pick<SensorSummary, "id" | "stale">): void => void (sensor.stale ? stale.add(sensor.id) : stale.delete(sensor.id));
  const stop = host.onSensor(note);
  for (const sensor of host.index()) note(sensor);
  while (stale.size > 0) await waitSeconds(0.1);
  stop();
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
