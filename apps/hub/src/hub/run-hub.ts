import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "@casement/core";
import { dashboardFolder } from "@casement/dashboard";
import type { Host, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { AccountSetup } from "@casement/surface-http";
import type { McpSurface } from "@casement/surface-mcp";
import type { MqttSurface } from "@casement/surface-mqtt";
import { hubVersion } from "../hub-version.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { createHostFromConfig } from "./create-host-from-config.ts";
import { readOrCreateHttpToken } from "./http-token.ts";

export interface RunningHub {
  readonly host: Host;
  readonly transport: Transport | undefined;
  /** Address of the HTTP interface, without a trailing slash. */
  readonly address: string;
  readonly token: string;
  /** A one-time link to the dashboard, valid for 10 minutes. */
  sessionLink(): string;
  /** Starts the scheduler, and connects to the broker if the configuration has `mqtt:`. */
  goLive(): Promise<void>;
  /** Closes the surfaces, then the host. */
  stop(): Promise<void>;
}

/**
 * Starts a hub. It serves the stored values over HTTP until `goLive` is called.
 * @throws CasementError `store-locked` when another process owns the data folder
 */
export async function runHub(config: CasementConfig, io: CommandIo, accountSetup?: AccountSetup): Promise<RunningHub> {
  const { host, transport, log } = await createHostFromConfig(config, io);
  const [{ serveHttp }, connectMqtt, createMcp] = await Promise.all([
    import("@casement/surface-http"),
    importMqtt(config),
    importMcp(config),
  ]);
  // Loads the host, like createFromConfig.
  const { containRejections } = await import("./contain-rejections.ts");
  const stopContaining = containRejections(log);
  await host.start("once");
  try {
    const token = config.http.token ?? (await readOrCreateHttpToken(config.dataDir));
    const mcp = createMcp?.(host, log);
    const http = await serveHttp(host, {
      ...config.http,
      token,
      log,
      mcp,
      version: hubVersion(),
      browserUrl: transport?.browserUrl,
      staticFolder: existsSync(dashboardFolder) ? dashboardFolder : undefined,
      accountSetup,
      sessionFile: join(config.dataDir, "browser-sessions"),
    });
    await host.announce({ address: http.address, token });
    let mqtt: MqttSurface | undefined;
    const goLive = async () => {
      await host.start();
      mqtt = await connectMqtt?.(host, config.http.publicUrl ?? http.address, log);
    };
    const stop = async () => {
      await mqtt?.close();
      await mcp?.close();
      await http.close();
      await host.stop();
      stopContaining();
    };
    return { host, transport, address: http.address, token, sessionLink: http.sessionLink, goLive, stop };
  } catch (error) {
    await host.stop();
    stopContaining();
    throw error;
  }
}

/** Imports MQTT if it is configured. */
async function importMqtt({
  mqtt,
  dataDir,
}: CasementConfig): Promise<((host: Host, address: string, log: Logger) => Promise<MqttSurface>) | undefined> {
  if (!mqtt) return undefined;
  const { serveMqtt } = await importOptionalPackage("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
  return (host, address, log) =>
    serveMqtt(host, { ...mqtt, stateFile: join(dataDir, "mqtt.json"), configurationUrl: address, version: hubVersion(), log });
}

/** Imports MCP if it is configured. Its dependencies load when the first client connects. */
async function importMcp({ mcp }: CasementConfig): Promise<((host: Host, log: Logger) => McpSurface) | undefined> {
  if (!mcp) return undefined;
  const { createMcpSurface } = await importOptionalPackage("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  return (host, log) => createMcpSurface(host, { ...mcp, version: hubVersion(), log });
}
