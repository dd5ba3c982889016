import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { secondsUntil } from "./seconds-until.ts";
import { type StartedProcess, startProcess } from "./started-process.ts";

/** Mosquitto as a process. */
export interface BrokerProcess {
  readonly port: number;
  process(): StartedProcess;
  start(): Promise<void>;
}

export interface BrokerOptions {
  /** Lines for mosquitto.conf. */
  readonly lines?: string;
  /** Keeps sessions and retained messages over a restart. */
  readonly persistence?: boolean;
  /** The scenario starts it later. */
  readonly absent?: boolean;
}

export async function createBroker(folder: string, { lines = "", persistence, absent }: BrokerOptions = {}): Promise<BrokerProcess> {
  const port = await findFreePort();
  const file = `${folder}/mosquitto.conf`;
  const kept = `persistence true\npersistence_location ${folder}/\nautosave_interval 1\nautosave_on_changes true\n`;
  const anonymous = lines.includes("allow_anonymous") ? "" : "allow_anonymous true\n";
  writeFileSync(
    file,
    `listener ${port} 127.0.0.1\n${anonymous}user ${process.env.USER ?? "root"}\nmax_queued_messages 100000\n${persistence ? kept : ""}${lines}\n`,
  );
  let running: StartedProcess;
  const start = async () => {
    running = startProcess("mosquitto", ["-c", file], { stderr: `${folder}/mosquitto.log` });
    if ((await secondsUntil(20, () => isListening(port), 50)) === undefined) throw new Error("Mosquitto did not start within 20 s.");
  };
  if (!absent) await start();
  return { port, process: () => running, start };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
