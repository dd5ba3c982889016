import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "@casement/core";
import { dashboardFolder } from "@casement/dashboard";
import type { Host, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { AccountSetup } from "@casement/surface-http";
import type { McpSurface } from "@casement/surface-mcp";
import type { MqttSurface } from "@casement/surface-mqtt";
import { importInstalled } from "../plugins/import-installed.ts";
import type { Io } from "../terminal/io.ts";
import { version } from "../version.ts";
import { createFromConfig } from "./create.ts";
import { httpToken } from "./http-token.ts";

export interface RunningHub {
  readonly host: Host;
  readonly transport: Transport | undefined;
  /** Of the HTTP interface, without a slash at the end. */
  readonly address: string;
  readonly token: string;
  /** An address that opens the dashboard in one browser, within ten minutes. */
  sessionLink(): string;
  /** Begins to read, and connects to the broker where there is an `mqtt:` in the config. */
  live(): Promise<void>;
  /** Closes the surfaces, then the host. */
  stop(): Promise<void>;
}

/**
 * A hub that answers over HTTP with the values that are stored, and goes `live` when it is told to. @throws CasementError `store-locked` when another process owns the data folder
 */
export async function runHub(config: CasementConfig, io: Io, setUp?: AccountSetup): Promise<RunningHub> {
  const { host, transport, log } = await createFromConfig(config, io);
  const [{ serveHttp }, onBroker, createMcp] = await Promise.all([import("@casement/surface-http"), surfaceOf(config), mcpOf(config)]);
  await host.start("once");
  try {
    const token = config.http.token ?? (await httpToken(config.dataDir));
    const mcp = createMcp?.(host, log);
    const http = await serveHttp(host, {
      ...config.http,
      token,
      log,
      mcp,
      version: version(),
      browserUrl: transport?.browserUrl,
      staticFolder: existsSync(dashboardFolder) ? dashboardFolder : undefined,
      accountSetup: setUp,
      sessionFile: join(config.dataDir, "browser-sessions"),
    });
    await host.announce({ address: http.address, token });
    let mqtt: MqttSurface | undefined;
    const live = async () => {
      await host.start();
      mqtt = await onBroker?.(host, config.http.publicUrl ?? http.address, log);
    };
    const stop = async () => {
      await mqtt?.close();
      await mcp?.close();
      await http.close();
      await host.stop();
    };
    return { host, transport, address: http.address, token, sessionLink: http.sessionLink, live, stop };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** MQTT, imported only where it is configured. */
async function surfaceOf({
  mqtt,
  dataDir,
}: CasementConfig): Promise<((host: Host, address: string, log: Logger) => Promise<MqttSurface>) | undefined> {
  if (!mqtt) return undefined;
  const { serveMqtt } = await importInstalled("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
  return (host, address, log) =>
    serveMqtt(host, { ...mqtt, stateFile: join(dataDir, "mqtt.json"), configurationUrl: address, version: version(), log });
}

/** MCP, imported only where it is configured. What is behind it is loaded when a client comes. */
async function mcpOf({ mcp }: CasementConfig): Promise<((host: Host, log: Logger) => McpSurface) | undefined> {
  if (!mcp) return undefined;
  const { createMcpSurface } = await importInstalled("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  return (host, log) => createMcpSurface(host, { ...mcp, version: version(), log });
}

/** Resolves with the first Ctrl-C or SIGTERM. */
export function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
