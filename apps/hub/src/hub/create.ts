import type { Logger } from "@casement/core";
import type { Host, Wire } from "@casement/host";
import type { Config } from "@casement/host/config";
import { permissionMapFor } from "../plugins/permission-map.ts";
import type { Io } from "../terminal/io.ts";
import { emulatorWire } from "./emulator-wire.ts";

/** A host on a config, not yet started. msal and the Graph client are imported here, not before. */
export async function createFromConfig(config: Config, io: Io): Promise<{ host: Host; wire: Wire | undefined; log: Logger }> {
  const { consoleLogger, createHost } = await import("@casement/host");
  const wire = config.emulator === undefined ? undefined : emulatorWire(config.emulator);
  const log = consoleLogger(config.log.level, io.warn);
  const permissionMap = await permissionMapFor(config.packages);
  return { host: await createHost({ ...config.options, log, ...(wire && { wire }), ...(permissionMap && { permissionMap }) }), wire, log };
}
