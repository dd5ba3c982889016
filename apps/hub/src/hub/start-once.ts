import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";

/**
 * Starts a host without its scheduler, also for one command. It keeps the days that calendar programs see: if a command read less, they would
 * take the rest for removed.
 */
export async function startOnce(host: Host, { caldav }: Pick<CasementConfig, "caldav">): Promise<void> {
  await host.start("once");
  if (caldav) for (const account of host.accounts) account.wantAgenda({ from: -caldav.window.pastDays, to: caldav.window.futureDays });
}
