import { fileURLToPath } from "node:url";
import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { secondsUntil } from "./seconds-until.ts";
import { type StartedProcess, startProcess } from "./started-process.ts";

const program = fileURLToPath(new URL("../../../packages/graph-emulator/dist/bin.js", import.meta.url));

/** The emulator as a process of its own, with its control interface. */
export interface EmulatorProcess {
  readonly port: number;
  process(): StartedProcess;
  /** Calls `<group>/<name>` of the control interface. */
  control<T = any>(call: string, ...args: readonly unknown[]): Promise<T>;
  /** A request to Graph with a token of its own. */
  graph(path: string): Promise<any>;
  /** Starts the emulator again after a kill: everything is as at first. */
  restart(): Promise<void>;
}

export async function startEmulator(folder: string, user: string, env?: Record<string, string>): Promise<EmulatorProcess> {
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  let running: StartedProcess;
  const control = async (call: string, ...args: readonly unknown[]): Promise<any> => {
    const response = await fetch(`${address}/_control/${call}`, { method: "POST", body: JSON.stringify(args) });
    const { error, result } = (await response.json()) as any;
    if (error) throw new Error(`The emulator refused ${call}: ${JSON.stringify(error)}`);
    return result;
  };
  const start = async () => {
    running = startProcess(process.execPath, [program, "--port", String(port)], {
      stderr: `${folder}/emulator.log`,
      ...(env && { env }),
    });
    const started = await secondsUntil(60, async () => (await fetch(`${address}/_control`)).ok, 50);
    if (started === undefined) throw new Error("The emulator did not start within 60 s.");
  };
  await start();
  return {
    port,
    process: () => running,
    control,
    async graph(path) {
      const token = await control("tokens/issue", user, ["Mail.Read"]);
      return (await fetch(`${address}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
    },
    restart: start,
  };
}
