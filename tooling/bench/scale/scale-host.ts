// A process of `bench:scale`: `scale-host.ts <prepare|serve|measure> <accounts> <folder> [address of Graph]`. Prints lines of JSON.
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createHost, createTransport, defineAccount } from "@casement/host";
import { calendarPlugin } from "@casement/plugin-calendar";
import { emailPlugin } from "@casement/plugin-email";
import { statusPlugin } from "@casement/plugin-status";
import { todoPlugin } from "@casement/plugin-todo";
import { serveHttp } from "@casement/surface-http";
import { officeMailbox, officeUser } from "./office-mailbox.ts";
import { createGraphAt, createRecordingGraph, createReplayedGraph, graphOrigin, type RecordedAnswers } from "./recorded-graph.ts";

const [mode, count, folder, graphAddress] = process.argv.slice(2) as ["prepare" | "serve" | "measure", string, string, string?];
const secondsUntilRest = Number(process.env.SCALE_WAIT ?? 60);
const secondsOfRest = Number(process.env.SCALE_REST ?? 60);
const answersFile = join(folder, "answers.json");
const plugins = [{ plugin: calendarPlugin }, { plugin: emailPlugin }, { plugin: statusPlugin }, { plugin: todoPlugin }];
const clientId = "11111111-1111-4111-8111-111111111111";
const names = Array.from({ length: Number(count) }, (_, number) => `account-${number}`);
const hostOptions = {
  dataDir: join(folder, "data"),
  accounts: names.map((name) => defineAccount({ name, clientId, accountType: "work", timeZone: "Europe/Berlin", plugins })),
  key: "00".repeat(32),
};

await { prepare, serve, measure }[mode]();

/** Signs all accounts in and reads everything once. */
async function prepare(): Promise<void> {
  // Only here: the process that is measured has no emulator in its memory.
  const { createEmulator, createFakeClock } = await import("@casement/graph-emulator");
  await mkdir(folder, { recursive: true });
  const clock = createFakeClock(new Date());
  const emulator = createEmulator({ clock, populate: officeMailbox });
  const graph = createRecordingGraph(emulator);
  const host = await createHost({ ...hostOptions, clock, transport: graph });
  await host.start("once");
  const devices = await Promise.all(names.map((name) => host.account(name).signIn.deviceCode()));
  for (const { userCode } of devices) {
    const result = emulator.control.entra.approveDevice(userCode, officeUser);
    if (!result.approved) throw new Error(result.message);
  }
  await clock.advance(10_000);
  await Promise.all(devices.map(({ done }) => done));
  for (const name of names) await host.account(name).refresh();
  await host.stop();
  await writeFile(answersFile, JSON.stringify(graph.answers));
}

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
  return createReplayedGraph(JSON.parse(await readFile(answersFile, "utf8")) as RecordedAnswers, 100);
}

/** Starts the host on what was prepared, and measures it until everything is fresh and then at rest. */
async function measure(): Promise<void> {
  const graph = graphAddress === undefined ? await openReplayedGraph() : createGraphAt(graphAddress, createTransport());
  const host = await createHost({ ...hostOptions, transport: graph });
  const start = { time: performance.now(), cpu: cpuSeconds() };
  await host.start("once");
  const http = await serveHttp(host, { port: 0 });
  print({ address: http.address });
  await host.start("live");
  while (!host.index().every(({ stale }) => !stale)) await wait(0.5);
  const fresh = { seconds: (performance.now() - start.time) / 1000, cpuSeconds: cpuSeconds() - start.cpu };
  print({ fresh: true });
  await wait(secondsUntilRest);
  const rest = { cpu: cpuSeconds(), requests: graph.counts.requests };
  await wait(secondsOfRest);
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
  await http.close();
  await host.stop();
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
