import { runWorker } from "../cluster/run-worker.ts";
import type { CommandContext } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import { waitForInterrupt } from "../interrupt.ts";

/** Runs accounts of a cluster until Ctrl-C or SIGTERM. */
export async function runWorkerCommand({ io, json, style, config: named }: CommandContext): Promise<void> {
  io.keepRunning();
  const { file } = await findConfigLocation(named, io);
  const worker = await runWorker(await readConfig(file, io), io);
  try {
    const { id } = worker;
    io.print(json ? JSON.stringify({ worker: id, pid: process.pid }) : `The worker ${id} is running. It takes its share of the accounts.`);
    if (io.terminal && !json) io.print(style.dim("Press Ctrl-C to stop."));
    await Promise.race([waitForInterrupt(io.signal), worker.ended]);
  } finally {
    if (io.signal.aborted && io.terminal && !json) io.warn(style.dim("Giving the accounts to the other workers."));
    await worker.stop();
  }
}
