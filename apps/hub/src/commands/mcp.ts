import { readRunFile } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { hubVersion } from "../hub-version.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";

/**
 * MCP on standard input and output, until the client ends: that of the running hub, or else of a host opened for this client. Nothing but
 * MCP goes to standard output.
 */
export async function runMcp({ io, config: named }: CommandContext, { readOnly = false }: { readOnly?: boolean }): Promise<void> {
  const { bridgeStdio, serveStdio } = await importOptionalPackage("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  const { signal } = io;
  const place = await findConfigLocation(named, io);
  if (place.run) {
    const findHub = async () => {
      const run = await readRunFile(place.dataDir);
      return run && { url: `${run.address}/mcp${readOnly ? "?access=read" : ""}`, token: run.token };
    };
    return bridgeStdio({ findHub, signal });
  }
  const [{ readConfig }, { createHostFromConfig: createFromConfig }] = await Promise.all([
    import("../hub/read-config.ts"),
    import("../hub/create-host-from-config.ts"),
  ]);
  const config = await readConfig(place.file, io);
  const { host, log } = await createFromConfig(config, io);
  await host.start("once");
  try {
    io.warn("No hub runs on this config, so this client has a host of its own, and no hub can be started while it is connected.");
    // One round, behind the client's first words.
    for (const account of host.accounts) void account.refresh().catch(() => {});
    await serveStdio(host, { ...config.mcp, version: hubVersion(), log, signal, access: readOnly ? "read" : "full" });
  } finally {
    await host.stop();
  }
}
