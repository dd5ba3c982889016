import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { createAccountSetup } from "../hub/create-account-setup.ts";
import { readConfig } from "../hub/read-config.ts";
import { type RunningHub, runHub } from "../hub/run-hub.ts";
import { waitForInterrupt } from "../interrupt.ts";
import { formatAccounts } from "./accounts.ts";

/** Runs the hub until Ctrl-C or SIGTERM, and restarts it when the dashboard adds an account. Without a configuration, the dashboard creates one. */
export async function runStart(context: CommandContext): Promise<void> {
  const { io, json, style } = context;
  const { file } = await resolveConfigLocation(context.config, io);
  // If --config names a file that does not exist, that is an error.
  let config = await readConfig(file, io, context.config === undefined);
  for (;;) {
    let reload: () => void = () => {};
    const reloaded = new Promise<void>((resolve) => {
      reload = resolve;
    });
    const hub = await runHub(config, io, createAccountSetup(file, io, reload));
    try {
      printStart(context, config, hub);
      const unsubscribe = hub.host.events.subscribe(({ type, account }) => {
        if (type.startsWith("account/") && !json) io.print(`\n${formatAccounts([hub.host.account(account).status()], style, io.columns)}`);
      });
      await hub.goLive();
      await Promise.race([waitForInterrupt(io.signal), reloaded]);
      unsubscribe();
    } finally {
      if (io.signal.aborted && io.terminal && !json) io.warn(style.dim("Stopping. Press Ctrl-C again to stop immediately."));
      await hub.stop();
    }
    if (io.signal.aborted) return;
    const next = await readConfig(file, io);
    // Keep the port, because open browsers reconnect to it.
    config = next.http.port === 0 ? { ...next, http: { ...next.http, port: Number(new URL(hub.address).port) } } : next;
  }
}

function printStart({ io, json, style }: CommandContext, config: CasementConfig, { address, host, sessionLink }: RunningHub): void {
  if (json) {
    io.print(JSON.stringify({ address, dashboard: sessionLink(), pid: process.pid, accounts: statusesOf(host) }));
    return;
  }
  io.print(`Casement is running at ${style.cyan(address)}  (address and token for programs: ${config.dataDir}/run.json)\n`);
  if (config.emulator !== undefined) io.print(style.yellow(`The emulator at ${config.emulator} is used instead of Microsoft 365.\n`));
  io.print(`Dashboard  ${style.cyan(sessionLink())}  (valid for 10 minutes, for one browser)\n`);
  io.print(
    host.accounts.length > 0
      ? `${formatAccounts(statusesOf(host), style, io.columns)}\n`
      : "There is no account yet. Open the dashboard to set one up.\n",
  );
  io.print(style.dim("Press Ctrl-C to stop."));
}

const statusesOf = (host: Host) => host.accounts.map((account) => account.status());
