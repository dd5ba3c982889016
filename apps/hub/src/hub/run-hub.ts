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
  readonly transport: Wire | undefined;
  /** Of the HTTP interface, without a slash at the end. */
  readonly address: string;
  readonly token: string;
  /** An address that opens the dashboard in one browser, within ten minutes. */
  sessionLink(): string;
  /** Begins to read, and connects to the broker where there is an `mqtt:` in the config. */
  goLive(): Promise<void>;
  /** Closes the surfaces, then the host. */
  stop(): Promise<void>;
}

/**
 * A hub that answers over HTTP with the values that are stored, and goes `live` when it is told to. @throws CasementError `store-locked` when another process owns the data folder
 */
export async function runHub(config: Config, io: CommandIo, setUp?: SetUp): Promise<RunningHub> {
  const { host, transport, log } = await createHostFromConfig(config, io);
  const [{ serveHttp }, onBroker, createMcp] = await Promise.all([import("@casement/surface-http"), importMqtt(config), importMcp(config)]);
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
      accountSetup: setUp,
      sessionFile: join(config.dataDir, "browser-sessions"),
    });
    await host.announce({ address: http.address, token });
    let mqtt: MqttSurface | undefined;
    const goLive = async () => {
      await host.start();
      mqtt = await onBroker?.(host, config.http.publicUrl ?? http.address, log);
    };
    const stop = async () => {
      await mqtt?.close();
      await mcp?.close();
      await http.close();
      await host.stop();
    };
    return { host, transport, address: http.address, token, sessionLink: http.sessionLink, goLive, stop };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** MQTT, imported only where it is configured. */
async function importMqtt({
  mqtt,
  dataDir,
}: CasementConfig): Promise<((host: Host, address: string, log: Logger) => Promise<MqttSurface>) | undefined> {
  if (!mqtt) return undefined;
  const { serveMqtt } = await importOptionalPackage("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
  return (host, address, log) =>
    serveMqtt(host, { ...mqtt, stateFile: join(dataDir, "mqtt.json"), configurationUrl: address, version: hubVersion(), log });
}

/** MCP, imported only where it is configured. What is behind it is loaded when a client comes. */
async function importMcp({ mcp }: Config): Promise<((host: Host, log: Logger) => Mcp) | undefined> {
  if (!mcp) return undefined;
  const { createMcp } = await importOptionalPackage("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  return (host, log) => createMcp(host, { ...mcp, version: hubVersion(), log });
}

/** Resolves with the first Ctrl-C or SIGTERM. */
export function waitForInterrupt(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
