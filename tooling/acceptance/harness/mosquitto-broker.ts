import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { findFreePort } from "./find-free-port.ts";
import { runToEnd, startProgram } from "./programs.ts";
import { AcceptanceSkipped } from "./run-acceptance.ts";
import { waitFor } from "./wait-for.ts";

export interface MosquittoBroker extends AsyncDisposable {
  readonly port: number;
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
  await writeFile(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const program = startProgram("mosquitto", ["-c", file]);
  await waitFor("Mosquitto to start", 10, () => isListening(port));
  return { port, [Symbol.asyncDispose]: program.stop };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
