import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { Skip } from "./acceptance.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./free-port.ts";
import { finish, run } from "./programs.ts";

export interface Broker extends AsyncDisposable {
  readonly port: number;
}

/** A Mosquitto on loopback, open to everybody there, that keeps nothing on disk. */
export async function startMosquitto(folder: string): Promise<Broker> {
  const found = await finish("mosquitto", ["-h"], { seconds: 10 });
  if (found.code === -1) throw new Skip("mosquitto is not installed");
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const file = join(folder, "mosquitto.conf");
  await writeFile(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const program = run("mosquitto", ["-c", file]);
  await eventually("Mosquitto's start", 10, () => listens(port));
  return { port, [Symbol.asyncDispose]: program.stop };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
