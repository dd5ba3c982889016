import { spawn } from "node:child_process";
import { once } from "node:events";
import { measureUntilLine } from "./measure-node-process.ts";
import { type HubServers, prepareHubFolder, waitUntilLive } from "./prepare-hub-folder.ts";

/** How long answers to change notifications take, in milliseconds. */
export interface AnswerTimes {
  readonly median: number;
  readonly p99: number;
  /** Until 10,000 notifications that arrive at once are answered. */
  readonly flood: number;
}

/** Of the hub, and of a process that does nothing but answer, at the same moments: what both have is the machine's. */
export interface AnswerFigures {
  readonly hub: AnswerTimes;
  readonly idle: AnswerTimes;
}

/** Most milliseconds for 99 % of the answers, and for those to 10,000 notifications at once: Microsoft drops slow receivers. */
export const answerGoalMs = 50;
export const floodGoalMs = 3_000;
/** As many as in more than two busy hours within two minutes. Each causes a read. */
const [notifications, gapMs] = [240, 500];

/** Sends from a process of its own, so that the emulator's work does not count. */
const sender = `
const { request, Agent } = await import("node:http");
const { targets, entries } = JSON.parse(process.argv[1]);
const bodyOf = (first, count) =>
  JSON.stringify({ value: Array.from({ length: count }, (_, index) => entries[(first + index) % entries.length]) });
const agent = new Agent({ keepAlive: true });
const send = ({ port, path }, body) => new Promise((resolve, reject) => {
  const begun = performance.now();
  const headers = { host: "hub.example", "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  request({ agent, host: "127.0.0.1", port, path, method: "POST", headers }, (response) => {
    if (response.statusCode !== 202) reject(new Error("It answered with " + response.statusCode));
    const took = performance.now() - begun;
    response.resume().on("end", () => resolve(took));
  }).on("error", reject).end(body);
});
const times = targets.map(() => []);
for (let number = 0; number < ${notifications}; number++) {
  for (const [index, target] of targets.entries()) times[index].push(send(target, bodyOf(number, 1)));
  await new Promise((resolve) => setTimeout(resolve, ${gapMs}));
}
const answers = await Promise.all(times.map((each) => Promise.all(each)));
const floodBodies = [5_000, 4_500, ...Array(500).fill(1)].map((count, index) => bodyOf(index, count));
const floods = [];
for (const target of targets) {
  const begun = performance.now();
  await Promise.all(floodBodies.map((body) => send(target, body)));
  floods.push(performance.now() - begun);
}
console.log(JSON.stringify({ answers, floods }));
process.exit();
`;

/** Reads a body, and answers as the hub does. */
const idleReceiver = `
const { createServer } = await import("node:http");
createServer((request, response) => request.resume().on("end", () => response.writeHead(202).end()))
  .listen(0, "127.0.0.1", function () { console.log(this.address().port); });
`;

/** Runs the hub with notifications, and sends it some for two minutes over HTTP while it reads what they report, and then 10,000 at once. */
export async function measureAnswers(folder: string, command: string, servers: HubServers): Promise<AnswerFigures> {
  const port = await prepareHubFolder(folder, servers, { notified: true });
  servers.receiverPort = port;
  let sent: SentTimes | undefined;
  const whenReady = async (): Promise<void> => {
    await waitUntilLive(folder);
    const subscriptions = await subscriptionsOf(servers);
    const entries = subscriptions.map(({ id, clientState }) => ({ subscriptionId: id, clientState }));
    const { pathname, search } = new URL(subscriptions[0]!.notificationUrl);
    const path = `${pathname}${search}`;
    const takeIdle = async (line: string): Promise<void> => {
      sent = await sendAll({
        targets: [port, Number(line)].map((each) => ({ port: each, path })),
        entries,
      });
    };
    await measureUntilLine(["--input-type=module", "-e", idleReceiver], { cwd: folder, restSeconds: 0, whenReady: takeIdle });
  };
  await measureUntilLine([command, "start", "--json"], { cwd: folder, restSeconds: 0, whenReady });
  const figuresOf = (index: number): AnswerTimes => {
    const sorted = [...sent!.answers[index]!].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)]!;
    return { median: at(0.5), p99: at(0.99), flood: sent!.floods[index]! };
  };
  return { hub: figuresOf(0), idle: figuresOf(1) };
}

interface SentTimes {
  readonly answers: readonly (readonly number[])[];
  readonly floods: readonly number[];
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

async function sendAll(input: object): Promise<SentTimes> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", sender, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => {
    output += data;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("Not every notification was answered with 202.");
  return JSON.parse(output) as SentTimes;
}
