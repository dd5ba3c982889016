import { join } from "node:path";
import type { Logger } from "@casement/core";
import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { CaldavSurface } from "@casement/surface-caldav";
import type { McpSurface } from "@casement/surface-mcp";
import type { MqttSurface } from "@casement/surface-mqtt";
import { agentPrompts } from "../agent-prompts/agent-prompts.ts";
import { hubVersion } from "../hub-manifest.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import { adoptPlainState } from "./adopt-plain-state.ts";

/** Imports MQTT if it is configured. */
export async function importMqtt({
  mqtt,
  dataDir,
}: CasementConfig): Promise<((host: Host, address: string, log: Logger) => Promise<MqttSurface>) | undefined> {
  if (!mqtt) return undefined;
  const { serveMqtt } = await importOptionalPackage("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
  return async (host, address, log) => {
    const state = host.sealedState("mqtt");
    await adoptPlainState(join(dataDir, "mqtt.json"), state).catch((error) =>
      log.warn(`MQTT: the old state file mqtt.json could not be replaced: ${error.code ?? "unknown error"}.`),
    );
    return serveMqtt(host, { ...mqtt, state, configurationUrl: address, version: hubVersion(), log });
  };
}

/** Imports MCP if it is configured. Its dependencies load when the first client connects. */
export async function importMcp({ mcp }: CasementConfig): Promise<((host: Host, log: Logger) => McpSurface) | undefined> {
  if (!mcp) return undefined;
  const { createMcpSurface } = await importOptionalPackage("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  return (host, log) => createMcpSurface(host, { ...mcp, prompts: agentPrompts, version: hubVersion(), log });
}

/** Imports CalDAV if it is configured. */
export async function importCaldav({ caldav }: CasementConfig): Promise<((host: Host) => CaldavSurface) | undefined> {
  if (!caldav) return undefined;
  const { createCaldavSurface } = await importOptionalPackage("@casement/surface-caldav", () => import("@casement/surface-caldav"));
  return (host) => createCaldavSurface(host, caldav);
}
