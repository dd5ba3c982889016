import { runFront } from "../cluster/run-front.ts";
import type { CommandContext } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import { waitForInterrupt } from "../interrupt.ts";

/** Serves the accounts of a cluster until Ctrl-C or SIGTERM. */
export async function runFrontCommand({ io, json, style, config: named }: CommandContext): Promise<void> {
  io.keepRunning();
  const { file } = await findConfigLocation(named, io);
  const front = await runFront(await readConfig(file, io), io);
  try {
    const { address, host, sessionLink } = front;
    if (json)
      io.print(
        JSON.stringify({ address, ...(io.terminal && { dashboard: sessionLink() }), pid: process.pid, accounts: host.accounts.length }),
      );
    else {
      io.print(`A front of the cluster is running at ${style.cyan(address)}, with ${host.accounts.length} accounts.`);
      if (io.terminal) io.print(`Dashboard  ${style.cyan(sessionLink())}  (valid for 10 minutes, for one browser)`);
      if (io.terminal) io.print(style.dim("Press Ctrl-C to stop."));
    }
    await front.goLive();
    await waitForInterrupt(io.signal);
  } finally {
    await front.stop();
  }
}
