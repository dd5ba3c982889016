import type { RedisOwnershipOptions } from "../src/ownership/redis-ownership.ts";
import { startProcess, type TestProcess } from "./start-process.fixture.ts";

/** As `createRedisOwnership` takes it. */
export interface WorkerProcessOptions extends Pick<RedisOwnershipOptions, "times" | "crashPolicy" | "slots"> {
  readonly url: string;
  readonly id: string;
  /** Whether each account stores rising numbers. */
  readonly writes?: boolean;
}

export interface WorkerProcess extends TestProcess {
  readonly id: string;
}

/** A worker without a host. `env`: what its environment has besides that of this process. */
export const startWorker = (options: WorkerProcessOptions, env: Readonly<Record<string, string>> = {}): WorkerProcess => ({
  ...startProcess("worker.fixture.ts", [JSON.stringify(options)], env),
  id: options.id,
});

/** A worker without a host, which answers calls. */
export const startCallingWorker = (options: WorkerProcessOptions): WorkerProcess => ({
  ...startProcess("calling-worker.fixture.ts", [JSON.stringify(options)]),
  id: options.id,
});

/** A worker with a host. `emulator`: its address. */
export const startHostWorker = (options: WorkerProcessOptions & { readonly emulator: string }): WorkerProcess => ({
  ...startProcess("host-worker.fixture.ts", [JSON.stringify(options)]),
  id: options.id,
});

export const hasEnded = ({ child }: TestProcess): boolean => child.exitCode !== null || child.signalCode !== null;
