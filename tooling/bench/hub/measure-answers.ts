import { spawn } from "node:child_process";
import { once } from "node:events";
import { measureUntilLine } from "./measure-node-process.ts";
import { type HubServers, prepareHubFolder, waitUntilLive } from "./prepare-hub-folder.ts";

/** How long the hub takes to answer a change notification, in milliseconds. */
export interface AnswerFigures {
  readonly median: number;
  readonly p99: number;
}

/** Most milliseconds for 99 % of the answers: Microsoft drops slow receivers. */
export const answerGoalMs = 50;
/** As many as in more than two busy hours within two minutes. Each causes a read. */
const [notifications, gapMs] = [240, 500];

/** Sends from a process of its own, so that the emulator's work does not count. */
const sender = `
const { request, Agent } = await import("node:http");
const { port, path, bodies } = JSON.parse(process.argv[1]);
const agent = new Agent({ keepAlive: true });
const send = (body) => new Promise((resolve, reject) => {
  const begun = performance.now();
  const headers = { host: "hub.example", "content-type": "application/json" };
  request({ agent, host: "127.0.0.1", port, path, method: "POST", headers }, (response) => {
    if (response.statusCode !== 202) reject(new Error("The hub answered with " + response.statusCode));
    const took = performance.now() - begun;
    response.resume().on("end", () => resolve(took));
  }).on("error", reject).end(body);
});
const times = [];
for (let number = 0; number < ${notifications}; number++) {
  times.push(send(bodies[number % bodies.length]));
  await new Promise((resolve) => setTimeout(resolve, ${gapMs}));
}
console.log(JSON.stringify(await Promise.all(times)));
process.exit();
`;

/** Runs the hub with notifications, and sends it some for a minute over HTTP while it reads what they report. */
export async function measureAnswers(folder: string, command: string, servers: HubServers): Promise<AnswerFigures> {
  const port = await prepareHubFolder(folder, servers, { notified: true });
  servers.receiverPort = port;
  let times: number[] = [];
  const whenReady = async (): Promise<void> => {
    await waitUntilLive(folder);
    const subscriptions = await subscriptionsOf(servers);
    const bodies = subscriptions.map(({ id, clientState }) => JSON.stringify({ value: [{ subscriptionId: id, clientState }] }));
    const { pathname, search } = new URL(subscriptions[0]!.notificationUrl);
    times = await sendAll({ port, path: `${pathname}${search}`, bodies });
  };
  await measureUntilLine([command, "start", "--json"], { cwd: folder, restSeconds: 0, whenReady });
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)]!;
  return { median: at(0.5), p99: at(0.99) };
}

interface ReportedSubscription {
  readonly id: string;
  readonly clientState: string;
  readonly notificationUrl: string;
}

/** When the first subscriptions were made, the others follow at once. */
async function subscriptionsOf({ emulator }: HubServers): Promise<readonly ReportedSubscription[]> {
  for (;;) {
    const list = emulator.emulator.control.subscriptions.list() as unknown as readonly ReportedSubscription[];
    if (list.length >= 5) return list;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function sendAll(input: object): Promise<number[]> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", sender, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => {
    output += data;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("Not every notification was answered with 202.");
  return JSON.parse(output) as number[];
}
