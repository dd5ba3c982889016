import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { httpToken } from "./household-config.ts";
import { pauseFor } from "./pause-for.ts";
import { type ProcessEnd, type ProcessOptions, type StartedProcess, startProcess } from "./started-process.ts";

/** The build, because users run it and because it starts in half a second; from source a start takes several. */
export const hubProgram: string = fileURLToPath(new URL("../../../apps/hub/dist/bin.js", import.meta.url));

export interface HubSensor {
  readonly id: string;
  readonly title: string;
  readonly state: unknown;
  readonly stale: boolean;
  readonly gone?: boolean;
  readonly updatedAt?: string;
  readonly error?: unknown;
}

export interface HubResponse {
  /** 0: no response. */
  readonly status: number;
  readonly body: any;
  readonly ms: number;
}

/** The hub as a process, and its HTTP interface. */
export interface HubProcess {
  readonly port: number;
  /** Starts the hub and waits until it responds. Throws with the end of the log when it ends or does not respond in time. */
  start(options?: HubStart): Promise<void>;
  process(): StartedProcess | undefined;
  isAlive(): boolean;
  kill(signal?: NodeJS.Signals): Promise<ProcessEnd | undefined>;
  api(method: string, path: string, body?: object, seconds?: number): Promise<HubResponse>;
  sensors(account?: string): Promise<readonly HubSensor[]>;
  account(name?: string): Promise<any>;
  call(service: string, input: object, seconds?: number): Promise<HubResponse>;
  /** Everything that all starts wrote to standard error. */
  log(): string;
}

export interface HubStart extends ProcessOptions {
  readonly wait?: boolean;
  readonly seconds?: number;
  readonly nodeArgs?: readonly string[];
}

export function createHub(folder: string, port: number, factor: number): HubProcess {
  let running: StartedProcess | undefined;
  const logFile = `${folder}/hub.log`;
  const log = () => (existsSync(logFile) ? readFileSync(logFile, "utf8") : "");
  const api = async (method: string, path: string, body?: object, seconds = 60): Promise<HubResponse> => {
    const begun = performance.now();
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { authorization: `Bearer ${httpToken}`, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(seconds * 1_000),
      });
      const text = await response.text();
      const json = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
      return { status: response.status, body: json, ms: performance.now() - begun };
    } catch (error) {
      return { status: 0, body: String((error as Error).cause ?? error), ms: performance.now() - begun };
    }
  };
  return {
    port,
    async start({ wait = true, seconds = 20, nodeArgs = [], ...options } = {}) {
      const args = [...nodeArgs, hubProgram, "start", "--config", `${folder}/casement.yaml`];
      const logged = log().length;
      const hub = startProcess(process.execPath, args, { stdout: `${folder}/hub.out`, stderr: logFile, ...options });
      running = hub;
      const deadline = Date.now() + seconds * factor * 1_000;
      while (wait) {
        if (hub.end()) throw new Error(`The hub ended with exit code ${hub.end()?.code}. ${lastLines(log().slice(logged))}`);
        if ((await api("GET", "/api/health", undefined, 5)).status === 200) return;
        if (Date.now() > deadline) throw new Error(`The hub did not respond in time. ${lastLines(log().slice(logged))}`);
        await pauseFor(50);
      }
    },
    process: () => running,
    isAlive: () => running !== undefined && running.end() === undefined,
    kill: async (signal = "SIGKILL") => running?.stop(signal),
    api,
    async sensors(account) {
      const { status, body } = await api("GET", "/api/v1/sensors");
      if (status !== 200) throw new Error(`GET /api/v1/sensors: ${status}`);
      return body.sensors.filter(({ id }: HubSensor) => account === undefined || id.startsWith(`${account}/`));
    },
    async account(name = "home") {
      const { body } = await api("GET", "/api/v1/accounts");
      return body.accounts.find((each: any) => each.name === name);
    },
    call: (service, input, seconds) => api("POST", `/api/v1/accounts/home/services/${service}`, input, seconds),
    log,
  };
}

const lastLines = (text: string): string => text.trim().split("\n").slice(-4).join(" / ").slice(-600);
