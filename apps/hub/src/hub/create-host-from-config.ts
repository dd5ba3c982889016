import { type Logger, systemClock } from "@casement/core";
import type { Host, RecentLog, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import { loadPermissionMap } from "../plugins/load-permission-map.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { createEmulatorTransport } from "./emulator-transport.ts";

/** Creates a host for a configuration, without starting it. Imports the host only when called, because msal and the Graph client load slowly. */
export async function createHostFromConfig(
  config: CasementConfig,
  io: CommandIo,
): Promise<{ host: Host; transport: Transport | undefined; log: Logger; recentLog: RecentLog }> {
  const { createConsoleLogger, createHost, createRecentLog } = await import("@casement/host");
  const transport = config.emulator === undefined ? undefined : createEmulatorTransport(config.emulator);
  const recentLog = createRecentLog(createConsoleLogger(config.log.level, io.warn), systemClock);
  const { log } = recentLog;
  const permissionMap = await loadPermissionMap(config.packages);
  const host = await createHost({
    ...config.options,
    log,
    ...(transport && { transport }),
    ...(permissionMap && { permissionMap }),
  });
  return { host, transport, log, recentLog };
}
