import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { createSetUp } from "../hub/create-set-up.ts";
import { readConfig } from "../hub/read-config.ts";
import { type RunningHub, runHub, waitForInterrupt } from "../hub/run-hub.ts";
import { formatAccounts } from "./accounts.ts";

/** Runs the hub until Ctrl-C or SIGTERM; anew when the dashboard has added an account. Without a config it is there to be set up. */
export async function runStart(context: CommandContext): Promise<void> {
  const { io, json, style } = context;
  const { file } = await resolveConfigLocation(context.config, io);
  // A named file that is not there is a slip of the pen.
  let config = await readConfig(file, io, context.config === undefined);
  for (;;) {
    let takeUp: () => void = () => {};
    const changed = new Promise<void>((resolve) => {
      takeUp = resolve;
    });
    const hub = await runHub(config, io, createSetUp(file, io, takeUp));
    try {
      printStart(context, config, hub);
      const unsubscribe = hub.host.events.subscribe(({ type, account }) => {
        if (type.startsWith("account/") && !json) io.print(`\n${formatAccounts([hub.host.account(account).status()], style, io.columns)}`);
      });
      await hub.goLive();
      await Promise.race([waitForInterrupt(io.signal), changed]);
      unsubscribe();
    } finally {
      if (io.signal.aborted && io.terminal && !json) io.warn(style.dim("Stopping; Ctrl-C once more ends at once."));
      await hub.stop();
    }
    if (io.signal.aborted) return;
    const next = await readConfig(file, io);
    // Browsers come back to the port they know.
    config = next.http.port === 0 ? { ...next, http: { ...next.http, port: Number(new URL(hub.address).port) } } : next;
  }
}

function printStart({ io, json, style }: CommandContext, config: Config, { address, host, sessionLink }: RunningHub): void {
  if (json) {
    io.print(JSON.stringify({ address, dashboard: sessionLink(), pid: process.pid, accounts: statusesOf(host) }));
    return;
  }
  io.print(`Casement runs at ${style.cyan(address)}  (token and address for programs: ${config.dataDir}/run.json)\n`);
  if (config.emulator !== undefined) io.print(style.yellow(`In place of Microsoft, the emulator at ${config.emulator} answers.\n`));
  io.print(`Dashboard  ${style.cyan(sessionLink())}  (opens in one browser, within ten minutes)\n`);
  io.print(
    host.accounts.length > 0
      ? `${formatAccounts(statusesOf(host), style, io.columns)}\n`
      : "There is no account yet: the dashboard sets one up.\n",
  );
  io.print(style.dim("Ctrl-C stops."));
}

const statusesOf = (host: Host) => host.accounts.map((account) => account.status());
