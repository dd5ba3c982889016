import type { Logger } from "@casement/core";
import type { Host, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import { permissionMapFor } from "../plugins/permission-map.ts";
import type { Io } from "../terminal/io.ts";
import { createEmulatorTransport } from "./emulator-transport.ts";

/** A host on a config, not yet started. msal and the Graph client are imported here, not before. */
export async function createFromConfig(
  config: CasementConfig,
  io: Io,
): Promise<{ host: Host; transport: Transport | undefined; log: Logger }> {
  const { consoleLogger, createHost } = await import("@casement/host");
  const transport = config.emulator === undefined ? undefined : createEmulatorTransport(config.emulator);
  const log = consoleLogger(config.log.level, io.warn);
  const permissionMap = await permissionMapFor(config.packages);
  const host = await createHost({ ...config.options, log, ...(transport && { transport }), ...(permissionMap && { permissionMap }) });
  return { host, transport, log };
}
