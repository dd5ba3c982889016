import { existsSync } from "node:fs";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import type { AccountHandle, AccountStatus, Host } from "@casement/host";
import { type CasementConfig, readConfigText } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import { type RunningHub, runHub } from "../hub/run-hub.ts";
import { waitForInterrupt } from "../interrupt.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { formatAccounts } from "./accounts.ts";

/** Runs the hub until Ctrl-C or SIGTERM. Without a configuration, the dashboard creates one. */
export async function runStart(context: CommandContext): Promise<void> {
  const { io, json, style } = context;
  io.keepRunning();
  const { file } = await resolveConfigLocation(context.config, io);
  const text = await readConfigText(file);
  // All accounts may have been removed. But a file that --config names must exist.
  const mayBeEmpty = context.config === undefined || existsSync(file);
  const config = await readConfig(file, io, mayBeEmpty);
  if (config.cluster)
    throw new CasementError(
      "config-invalid",
      "This configuration is that of a cluster. Run casement worker and casement front instead, or remove  cluster:  to run one hub.",
    );
  const hub = await runHub(config, io, text);
  try {
    printStart(context, config, hub);
    const unsubscribe = hub.host.events.subscribe(({ type, account }) => {
      if (type.startsWith("account/") && !json)
        io.print(`\n${formatAccounts([statusOf(hub.host.account(account), io)], style, io.columns)}`);
    });
    await hub.goLive();
    await waitForInterrupt(io.signal);
    unsubscribe();
  } finally {
    if (io.signal.aborted && io.terminal && !json) io.warn(style.dim("Stopping. Press Ctrl-C again to stop immediately."));
    await hub.stop();
  }
}

/** Without a terminal, the output is a log that others may read: it has neither the one-time link nor names of users. */
function printStart({ io, json, style }: CommandContext, config: CasementConfig, { address, host, sessionLink }: RunningHub): void {
  const runFile = join(config.dataDir, "run.json");
  const accounts = statusesOf(host, io);
  if (json) {
    io.print(JSON.stringify({ address, ...(io.terminal && { dashboard: sessionLink() }), runFile, pid: process.pid, accounts }));
    return;
  }
  io.print(`Casement is running at ${style.cyan(address)}  (address and token for programs: ${runFile})\n`);
  if (config.emulator !== undefined) io.print(style.yellow(`The emulator at ${config.emulator} is used instead of Microsoft 365.\n`));
  io.print(
    io.terminal
      ? `Dashboard  ${style.cyan(sessionLink())}  (valid for 10 minutes, for one browser)\n`
      : `Dashboard  ${address}  (to open it, enter the token from ${runFile})\n`,
  );
  io.print(
    accounts.length > 0
      ? `${formatAccounts(accounts, style, io.columns)}\n`
      : "There is no account yet. Open the dashboard to set one up.\n",
  );
  if (io.terminal) io.print(style.dim("Press Ctrl-C to stop."));
}

const statusesOf = (host: Host, io: CommandIo): readonly AccountStatus[] => host.accounts.map((account) => statusOf(account, io));

function statusOf(account: AccountHandle, io: CommandIo): AccountStatus {
  const { username, ...status } = account.status();
  return io.terminal && username !== undefined ? { username, ...status } : status;
}
