import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duplex, duplexPair } from "node:stream";
import { Aedes } from "aedes";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type { MqttOptions } from "../src/mqtt-options.ts";

/** A broker for tests: embedded, or a real Mosquitto. */
export interface TestBroker extends AsyncDisposable {
  /** How the surface connects to it. */
  readonly options: Pick<MqttOptions, "url" | "stream">;
  connect(options: IClientOptions): MqttClient;
  /** Drops the surface's connections and any new ones, until `allowConnections`. The broker and other clients keep running. */
  breakConnections(): void;
  allowConnections(): void;
  /** Stops the broker, which loses everything. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Runs in this process, without a port. It supports only MQTT 3.1.1. */
export async function startEmbeddedBroker(): Promise<TestBroker> {
  let broker: Aedes | undefined = await Aedes.createBroker();
  const stream = (): Duplex => {
    const [surfaceEnd, brokerEnd] = duplexPair();
    if (broker) broker.handle(brokerEnd as never);
    else process.nextTick(() => surfaceEnd.destroy());
    surfaceEnd.on("close", () => brokerEnd.destroy());
    brokerEnd.on("close", () => surfaceEnd.destroy());
    return surfaceEnd;
  };
  const stop = async (): Promise<void> => {
    const current = broker;
    broker = undefined;
    await new Promise<void>((resolve) => (current ? current.close(() => resolve()) : resolve()));
  };
  return createTestBroker(stream, stop, async () => {
    broker = await Aedes.createBroker();
  });
}

/** Starts Mosquitto on a free port with the given lines of configuration. */
export async function startMosquitto(
  lines: readonly string[] = ["allow_anonymous true"],
  port = randomPort(),
): Promise<TestBroker & { readonly port: number }> {
  const folder = await mkdtemp(join(tmpdir(), "casement-mosquitto-"));
  const config = join(folder, "mosquitto.conf");
  // Mosquitto 2.0 does not start with only WebSocket listeners.
  const extraListener = lines.includes("protocol websockets") ? [`listener ${port + 1} 127.0.0.1`] : [];
  await writeFile(config, [`listener ${port} 127.0.0.1`, ...lines, ...extraListener, ""].join("\n"));
  let process: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    process = spawn("mosquitto", ["-c", config], { stdio: "ignore" });
    while (!(await reachable(port))) if (process.exitCode !== null) throw new Error(`mosquitto ended with ${process.exitCode}`);
  };
  const stop = async (): Promise<void> => {
    const current = process;
    process = undefined;
    if (!current || current.exitCode !== null) return;
    await new Promise((resolve) => {
      current.once("exit", resolve);
      current.kill();
    });
  };
  await start();
  const broker = createTestBroker(() => dial(port, "127.0.0.1"), stop, start);
  return {
    ...broker,
    port,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createTestBroker(stream: () => Duplex, stop: () => Promise<void>, start: () => Promise<void>): TestBroker {
  const openStreams = new Set<Duplex>();
  let rejecting = false;
  const surfaceStream = (): Duplex => {
    const opened = stream();
    opened.on("error", () => {});
    openStreams.add(opened);
    if (rejecting) process.nextTick(() => opened.destroy());
    return opened;
  };
  return {
    options: { url: "mqtt://broker.test", stream: surfaceStream },
    connect: (options) => new mqtt.MqttClient(stream as never, { protocolVersion: 4, reconnectPeriod: 0, ...options }),
    breakConnections() {
      rejecting = true;
      for (const opened of openStreams) opened.destroy();
      openStreams.clear();
    },
    allowConnections() {
      rejecting = false;
    },
    stop,
    start,
    [Symbol.asyncDispose]: stop,
  };
}

/** Below the range from which the system assigns ports. */
const randomPort = (): number => 20_000 + Math.floor(Math.random() * 10_000);

function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => setTimeout(() => resolve(false), 20));
  });
}
