import type { Logger } from "@casement/core";
import type { Host } from "@casement/host";
import { type CasementConfig, readRunFile } from "@casement/host/config";
import { agentPrompts } from "../agent-prompts/agent-prompts.ts";
import type { CommandContext } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { hubVersion } from "../hub-manifest.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import type { CommandIo } from "../terminal/command-io.ts";

/**
 * Serves MCP on standard input and output until the client disconnects. Connects to the running hub; if no hub is running, opens a host for
 * this client. Writes only MCP to standard output.
 */
export async function runMcp({ io, config: named }: CommandContext, { readOnly = false }: { readOnly?: boolean }): Promise<void> {
  const { bridgeStdio, serveStdio } = await importOptionalPackage("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  const { signal } = io;
  const location = await findConfigLocation(named, io);
  if (location.run) {
    const findHub = async () => {
      const run = await readRunFile(location.dataDir);
      return run && { url: `${run.address}/mcp${readOnly ? "?access=read" : ""}`, token: run.token };
    };
    return bridgeStdio({ findHub, signal });
  }
  const { readConfig } = await import("../hub/read-config.ts");
  const config = await readConfig(location.file, io);
  const { host, log, close } = config.cluster ? await openClusterHost(config, io) : await openOwnHost(config, io);
  try {
    await serveStdio(host, {
      ...config.mcp,
      prompts: agentPrompts,
      version: hubVersion(),
      log,
      signal,
      access: readOnly ? "read" : "full",
    });
  } finally {
    await close();
  }
}

interface OpenedHost {
  readonly host: Host;
  readonly log: Logger;
  close(): Promise<void>;
}

async function openOwnHost(config: CasementConfig, io: CommandIo): Promise<OpenedHost> {
  const [{ createHostFromConfig }, { startOnce }] = await Promise.all([
    import("../hub/create-host-from-config.ts"),
    import("../hub/start-once.ts"),
  ]);
  const { host, log } = await createHostFromConfig(config, io);
  await startOnce(host, config);
  io.warn("No hub is running with this configuration. This client opens its own host; a hub cannot start while the client is connected.");
  // Reads everything once, without delaying the client's first request.
  for (const account of host.accounts) void account.refresh().catch(() => {});
  return { host, log, close: () => host.stop() };
}

async function openClusterHost(config: CasementConfig, io: CommandIo): Promise<OpenedHost> {
  const { openFront } = await import("../cluster/open-front.ts");
  const { commandWaitMs } = await import("../cluster/open-cluster.ts");
  const { host, recentLog, close } = await openFront(config, io, { name: "casement-mcp", waitMs: commandWaitMs });
  return { host, log: recentLog.log, close };
}
