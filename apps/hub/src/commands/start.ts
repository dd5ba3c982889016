import type { Host } from "@casement/host";
import type { CommandContext } from "../command-context.ts";
import { readConfig } from "../hub/config.ts";
import { findPlace } from "../hub/place.ts";
import { interrupted, runHub } from "../hub/run-hub.ts";
import { accountsText } from "./accounts.ts";

/** Runs the hub until Ctrl-C or SIGTERM. */
export async function start(context: CommandContext): Promise<void> {
  const { io, json, paint } = context;
  const place = await findPlace(context.config, io);
  const config = await readConfig(place.file, io);
  const hub = await runHub(config, io);
  try {
    if (json) io.print(JSON.stringify({ address: hub.address, pid: process.pid, accounts: statuses(hub.host) }));
    else {
      io.print(`Casement runs at ${paint.cyan(hub.address)}  (token and address for programs: ${config.dataDir}/run.json)\n`);
      if (config.emulator !== undefined) io.print(paint.yellow(`In place of Microsoft, the emulator at ${config.emulator} answers.\n`));
      io.print(`${accountsText(statuses(hub.host), paint, io.columns)}\n`);
      io.print(paint.dim("Ctrl-C stops."));
    }
    const unsubscribe = hub.host.events.subscribe(({ type, account }) => {
      if (type.startsWith("account/") && !json) io.print(`\n${accountsText([hub.host.account(account).status()], paint, io.columns)}`);
    });
    await interrupted(io.signal);
    unsubscribe();
  } finally {
    if (io.terminal && !json) io.warn(paint.dim("Stopping; Ctrl-C once more ends at once."));
    await hub.stop();
  }
}

const statuses = (host: Host) => host.accounts.map((account) => account.status());
