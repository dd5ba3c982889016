import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface ScaleFigures {
  readonly accounts: number;
  /** Whether Graph's answers came from another process. */
  readonly overHttp: boolean;
  readonly sensors: number;
  /** From the start on stored state until no sensor is stale. */
  readonly fresh: { readonly seconds: number; readonly cpuSeconds: number };
  /** `cpuPercent`: of one core. */
  readonly rest: { readonly cpuPercent: number; readonly requestsPerMinute: number };
  readonly megabytes: number;
  /** How long `GET /api/health` took, in milliseconds, from the first answer on. */
  readonly health: { readonly p99: number; readonly longest: number };
}

const probeEveryMs = 100;
/** In the bench's folder, so that it finds its packages. */
const scaleHost = fileURLToPath(new URL("../dist/scale-host.js", import.meta.url));

/**
 * Compiles the process that is measured: a loader that compiles while it runs would add some hundred megabytes and a thread of its own. Call it once, before
 * the first measurement.
 */
export async function buildScaleHost(): Promise<void> {
  const entry = fileURLToPath(new URL("scale-host.ts", import.meta.url));
  await build({ entryPoints: [entry], outfile: scaleHost, bundle: true, packages: "external", format: "esm", platform: "node" });
}

/** Prepares a host with this many accounts in a process of its own, and measures it in another. */
export async function measureScale(accounts: number, overHttp: boolean): Promise<ScaleFigures> {
  const folder = await mkdtemp(join(tmpdir(), "casement-scale-"));
  try {
    for await (const _ of runScaleHost("prepare", accounts, folder));
    if (!overHttp) return { overHttp, ...(await measure(accounts, folder)) };
    for await (const line of runScaleHost("serve", accounts, folder))
      if ("graph" in line) return { overHttp, ...(await measure(accounts, folder, String(line.graph))) };
    throw new Error("The process that answers as Graph has ended.");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(accounts: number, folder: string, graph?: string): Promise<Omit<ScaleFigures, "overHttp">> {
  let probes: HealthProbes | undefined;
  for await (const line of runScaleHost("measure", accounts, folder, graph)) {
    if ("address" in line) probes = startHealthProbes(String(line.address));
    if (!("rest" in line)) continue;
    const { unknown, ...figures } = line as unknown as Omit<ScaleFigures, "accounts" | "overHttp" | "health"> & { unknown: string[] };
    if (unknown.length > 0) throw new Error(`The host asked for what was not recorded: ${unknown.slice(0, 3).join(", ")}`);
    return { accounts, ...figures, health: probes!.stop() };
  }
  throw new Error(`The host with ${accounts} accounts ended before it was measured.`);
}

type ScaleMode = "prepare" | "serve" | "measure";

async function* runScaleHost(
  mode: ScaleMode,
  accounts: number,
  folder: string,
  ...more: (string | undefined)[]
): AsyncGenerator<Record<string, unknown>> {
  const args = [scaleHost, mode, String(accounts), folder, ...more.filter((arg) => arg !== undefined)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  try {
    for await (const line of createInterface(child.stdout)) yield JSON.parse(line) as Record<string, unknown>;
    const [code] = await ended;
    if (code !== 0) throw new Error(`${mode} with ${accounts} accounts ended with exit code ${code}.`);
  } finally {
    if (child.exitCode === null) child.kill("SIGKILL");
    await ended;
  }
}

interface HealthProbes {
  stop(): ScaleFigures["health"];
}

function startHealthProbes(address: string): HealthProbes {
  const times: number[] = [];
  const probe = async (): Promise<void> => {
    const start = performance.now();
    const response = await fetch(`${address}/api/health`);
    await response.text();
    times.push(performance.now() - start);
  };
  const timer = setInterval(() => void probe().catch(() => times.push(Number.POSITIVE_INFINITY)), probeEveryMs);
  return {
    stop() {
      clearInterval(timer);
      times.sort((a, b) => a - b);
      return { p99: times[Math.floor(times.length * 0.99)]!, longest: times.at(-1)! };
    },
  };
}
