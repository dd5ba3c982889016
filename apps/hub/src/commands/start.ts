import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { readConfig } from "../hub/config.ts";
import { placeToStart } from "../hub/place.ts";
import { interrupted, type RunningHub, runHub } from "../hub/run-hub.ts";
import { setUpFor } from "../hub/set-up.ts";
import { accountsText } from "./accounts.ts";

/** Runs the hub until Ctrl-C or SIGTERM; anew when the dashboard has added an account. Without a config it is there to be set up. */
export async function start(context: CommandContext): Promise<void> {
  const { io, json, paint } = context;
  const { file } = await placeToStart(context.config, io);
  // A named file that is not there is a slip of the pen.
  let config = await readConfig(file, io, context.config === undefined);
  for (;;) {
    let takeUp: () => void = () => {};
    const changed = new Promise<void>((resolve) => {
      takeUp = resolve;
    });
    const hub = await runHub(config, io, setUpFor(file, io, takeUp));
    try {
      greet(context, config, hub);
      const unsubscribe = hub.host.events.subscribe(({ type, account }) => {
        if (type.startsWith("account/") && !json) io.print(`\n${accountsText([hub.host.account(account).status()], paint, io.columns)}`);
      });
      await hub.live();
      await Promise.race([interrupted(io.signal), changed]);
      unsubscribe();
    } finally {
      if (io.signal.aborted && io.terminal && !json) io.warn(paint.dim("Stopping; Ctrl-C once more ends at once."));
      await hub.stop();
    }
    if (io.signal.aborted) return;
    const next = await readConfig(file, io);
    // Browsers come back to the port they know.
    config = next.http.port === 0 ? { ...next, http: { ...next.http, port: Number(new URL(hub.address).port) } } : next;
  }
}

function greet({ io, json, paint }: CommandContext, config: CasementConfig, { address, host, sessionLink }: RunningHub): void {
  if (json) {
    io.print(JSON.stringify({ address, dashboard: sessionLink(), pid: process.pid, accounts: statuses(host) }));
    return;
  }
  io.print(`Casement runs at ${paint.cyan(address)}  (token and address for programs: ${config.dataDir}/run.json)\n`);
  if (config.emulator !== undefined) io.print(paint.yellow(`In place of Microsoft, the emulator at ${config.emulator} answers.\n`));
  io.print(`Dashboard  ${paint.cyan(sessionLink())}  (opens in one browser, within ten minutes)\n`);
  io.print(
    host.accounts.length > 0
      ? `${accountsText(statuses(host), paint, io.columns)}\n`
      : "There is no account yet: the dashboard sets one up.\n",
  );
  io.print(paint.dim("Ctrl-C stops."));
}

const statuses = (host: Host) => host.accounts.map((account) => account.status());
