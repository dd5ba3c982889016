import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillDataFolder, folderKey } from "./fill-data-folder.ts";
import type { OfficeAccount } from "./office-account.ts";
import { linesOf } from "./run-scale-process.ts";
import type { HostTask } from "./scale-host.ts";

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

export interface MeasuredTimes {
  /** From the moment when everything is fresh. */
  readonly secondsUntilRest: number;
  readonly secondsOfRest: number;
}

const probeEveryMs = 100;

/** Stores this many copies of an account, and measures a host that starts on them in a process of its own. `file`: with the account. */
export async function measureScale(
  office: OfficeAccount,
  file: string,
  accounts: number,
  overHttp: boolean,
  times: MeasuredTimes,
): Promise<ScaleFigures> {
  const dataDir = await mkdtemp(join(tmpdir(), "casement-scale-"));
  const names = Array.from({ length: accounts }, (_, number) => `account-${number}`);
  const task: HostTask = { ...times, office: file, dataDir, key: folderKey, names };
  try {
    await fillDataFolder(dataDir, office, names);
    if (!overHttp) return { overHttp, ...(await measure(task)) };
    for await (const line of linesOf("scale-host", "serve", task))
      if ("graph" in line) return { overHttp, ...(await measure({ ...task, graph: String(line.graph) })) };
    throw new Error("The process that answers as Graph has ended.");
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(task: HostTask): Promise<Omit<ScaleFigures, "overHttp">> {
  const accounts = task.names.length;
  let probes: HealthProbes | undefined;
  for await (const line of linesOf("scale-host", "measure", task)) {
    if ("address" in line) probes = startHealthProbes(String(line.address));
    if (!("rest" in line)) continue;
    const { unknown, ...figures } = line as unknown as Omit<ScaleFigures, "accounts" | "overHttp" | "health"> & { unknown: string[] };
    if (unknown.length > 0) throw new Error(`The host asked for what was not recorded: ${unknown.slice(0, 3).join(", ")}`);
    return { accounts, ...figures, health: probes!.stop() };
  }
  throw new Error(`The host with ${accounts} accounts ended before it was measured.`);
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
