import { join } from "node:path";
import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";

/** More workers than that on one machine are a mistake. */
const maxWorkers = 64;

/**
 * Starts the host of a worker in a folder of its own below the data folder: the first that no other worker of this machine uses. It has only what
 * belongs to the process.
 */
export async function startWorkerHost(dataDir: string, create: (dataDir: string) => Promise<Host>): Promise<Host> {
  for (let number = 1; ; number++) {
    const host = await create(join(dataDir, `worker-${number}`));
    try {
      await host.start();
      return host;
    } catch (error) {
      await host.stop();
      if (number < maxWorkers && CasementError.is(error) && error.code === "store-locked") continue;
      throw error;
    }
  }
}
