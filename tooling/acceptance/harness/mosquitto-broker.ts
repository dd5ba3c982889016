import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { findFreePort } from "./find-free-port.ts";
import { runToEnd, startProgram } from "./programs.ts";
import { AcceptanceSkipped } from "./run-acceptance.ts";
import { waitFor } from "./wait-for.ts";

export interface MosquittoBroker extends AsyncDisposable {
  readonly port: number;
  /** A line of casement.yaml for this broker. `more`: keys of the block `mqtt`. */
  config(more?: string): string;
  /** Waits until a client has subscribed to exactly this topic filter. */
  waitForSubscription(topicFilter: string): Promise<void>;
}

/**
 * Starts Mosquitto on loopback, without users and without files.
 * @throws AcceptanceSkipped when Mosquitto is not installed
 */
export async function startMosquitto(folder: string): Promise<MosquittoBroker> {
  const help = await runToEnd("mosquitto", ["-h"], { seconds: 10 });
  if (help.code === -1) throw new AcceptanceSkipped("Mosquitto is not installed");
  const port = await findFreePort();
  await mkdir(folder, { recursive: true });
  const file = join(folder, "mosquitto.conf");
  await writeFile(
    file,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_dest stderr\nlog_type error\nlog_type warning\nlog_type subscribe\n`,
  );
  const program = startProgram("mosquitto", ["-c", file]);
  await waitFor("Mosquitto to start", 10, () => isListening(port));
  const config = (more = "") => `mqtt: { url: "mqtt://127.0.0.1:${port}"${more} }`;
  // Its log has a line "<time>: <client> <QoS> <topic filter>" for each subscription.
  const waitForSubscription = (topicFilter: string): Promise<void> =>
    waitFor(`a subscription to ${topicFilter}`, 20, async () => program.output().includes(` ${topicFilter}\n`)).then(() => {});
  return { port, config, waitForSubscription, [Symbol.asyncDispose]: program.stop };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
