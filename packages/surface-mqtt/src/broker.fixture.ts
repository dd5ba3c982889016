import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duplex, duplexPair } from "node:stream";
import { Aedes } from "aedes";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type { MqttOptions } from "./mqtt-options.ts";

/** A broker for a test: embedded, or a real one. */
export interface TestBroker extends AsyncDisposable {
  /** How the surface reaches it. */
  readonly options: Pick<MqttOptions, "url" | "stream">;
  connect(options: IClientOptions): MqttClient;
  /** Breaks the surface's connections, without a goodbye, until `mend`; the broker and others stay. */
  cut(): void;
  mend(): void;
  /** The broker ends, and forgets everything, until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** In this process, without a port. It speaks MQTT 3.1.1 only. */
export async function embeddedBroker(): Promise<TestBroker> {
  let broker: Aedes | undefined = await Aedes.createBroker();
  const stream = (): Duplex => {
    const [ours, theirs] = duplexPair();
    if (broker) broker.handle(theirs as never);
    else process.nextTick(() => ours.destroy());
    ours.on("close", () => theirs.destroy());
    theirs.on("close", () => ours.destroy());
    return ours;
  };
  const stop = async (): Promise<void> => {
    const closing = broker;
    broker = undefined;
    await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
  };
  return testBroker(stream, stop, async () => {
    broker = await Aedes.createBroker();
  });
}

/** Mosquitto on a free port, by the lines of its configuration. */
export async function mosquitto(
  lines: readonly string[] = ["allow_anonymous true"],
  port = freePort(),
): Promise<TestBroker & { readonly port: number }> {
  const folder = await mkdtemp(join(tmpdir(), "casement-mosquitto-"));
  const config = join(folder, "mosquitto.conf");
  // Mosquitto 2.0 does not start with listeners for WebSocket alone.
  const beside = lines.includes("protocol websockets") ? [`listener ${port + 1} 127.0.0.1`] : [];
  await writeFile(config, [`listener ${port} 127.0.0.1`, ...lines, ...beside, ""].join("\n"));
  let process: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    process = spawn("mosquitto", ["-c", config], { stdio: "ignore" });
    while (!(await reachable(port))) if (process.exitCode !== null) throw new Error(`mosquitto ended with ${process.exitCode}`);
  };
  const stop = async (): Promise<void> => {
    const ending = process;
    process = undefined;
    if (!ending || ending.exitCode !== null) return;
    await new Promise((resolve) => {
      ending.once("exit", resolve);
      ending.kill();
    });
  };
  await start();
  const broker = testBroker(() => dial(port, "127.0.0.1"), stop, start);
  return {
    ...broker,
    port,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function testBroker(stream: () => Duplex, stop: () => Promise<void>, start: () => Promise<void>): TestBroker {
  const open = new Set<Duplex>();
  let broken = false;
  const surfaceStream = (): Duplex => {
    const made = stream();
    made.on("error", () => {});
    open.add(made);
    if (broken) process.nextTick(() => made.destroy());
    return made;
  };
  return {
    options: { url: "mqtt://broker.test", stream: surfaceStream },
    connect: (options) => new mqtt.MqttClient(stream as never, { protocolVersion: 4, reconnectPeriod: 0, ...options }),
    cut() {
      broken = true;
      for (const one of open) one.destroy();
      open.clear();
    },
    mend() {
      broken = false;
    },
    stop,
    start,
    [Symbol.asyncDispose]: stop,
  };
}

/** Below the ports that the system gives away by itself. */
const freePort = (): number => 20_000 + Math.floor(Math.random() * 10_000);

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
