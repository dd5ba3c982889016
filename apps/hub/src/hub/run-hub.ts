import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Logger, systemClock } from "@casement/core";
import { dashboardFolder } from "@casement/dashboard";
import type { Host, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { RelayConnection } from "@casement/relay";
import type { CaldavSurface } from "@casement/surface-caldav";
import type { McpSurface } from "@casement/surface-mcp";
import type { MqttSurface } from "@casement/surface-mqtt";
import { agentPrompts } from "../agent-prompts/agent-prompts.ts";
import { hubVersion } from "../hub-manifest.ts";
import { type NewVersionWatch, watchNewVersions } from "../new-version/watch-new-versions.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { adoptPlainState } from "./adopt-plain-state.ts";
import { caldavGrantKinds } from "./caldav-grant-kinds.ts";
import { createConfigChanges } from "./config-changes.ts";
import { createAccountSetup } from "./create-account-setup.ts";
import { createHostFromConfig } from "./create-host-from-config.ts";
import { createWebhookSetup } from "./create-webhook-setup.ts";
import { dataFolderWarning } from "./data-folder-warning.ts";
import { readOrCreateHttpToken, restoreHttpToken } from "./http-token.ts";
import { createHubWebhooks } from "./hub-webhooks.ts";
import { importRelay } from "./open-relay.ts";
import { startOnce } from "./start-once.ts";

export interface RunningHub {
  readonly host: Host;
  readonly transport: Transport | undefined;
  /** Address of the HTTP interface, without a trailing slash. */
  readonly address: string;
  readonly token: string;
  /** A one-time link to the dashboard, valid for 10 minutes. */
  sessionLink(): string;
  /** Starts the scheduler and the webhooks, and connects to the broker if the configuration has `mqtt:`. */
  goLive(): Promise<void>;
  /** Closes the surfaces, then the host. */
  stop(): Promise<void>;
}

/** How often the file with the token is looked for (ms). */
const tokenCheckMs = 60_000;

/**
 * Starts a hub. It serves the stored values over HTTP until `goLive` is called.
 * `configText`: what the configuration file says. Accounts and webhooks can then be added, changed and removed.
 * @throws CasementError `store-locked` when another process owns the data folder
 */
export async function runHub(config: CasementConfig, io: CommandIo, configText?: string): Promise<RunningHub> {
  const { host, transport, log, recentLog } = await createHostFromConfig(config, io);
  const [{ serveHttp }, connectMqtt, createMcp, createCaldav, connectRelay] = await Promise.all([
    import("@casement/surface-http"),
    importMqtt(config),
    importMcp(config),
    importCaldav(config),
    importRelay(config),
  ]);
  const { createBackup } = await import("../backup/create-backup.ts");
  // Loads the host, like createFromConfig.
  const { containRejections } = await import("./contain-rejections.ts");
  const stopContaining = containRejections(log);
  await startOnce(host, config);
  let relay: RelayConnection | undefined;
  try {
    const token = config.http.token ?? (await readOrCreateHttpToken(config.dataDir, log));
    const folderWarning = await dataFolderWarning(config.dataDir);
    if (folderWarning !== undefined) log.warn(folderWarning);
    const mcp = createMcp?.(host, log);
    const caldav = createCaldav?.(host);
    let newVersions: NewVersionWatch | undefined;
    const webhooks = await createHubWebhooks(host, config.webhooks, log);
    const changes = configText === undefined ? undefined : createConfigChanges(config, configText, io);
    relay = await connectRelay?.(host);
    const http = await serveHttp(host, {
      ...config.http,
      token,
      log,
      recentLog,
      mcp,
      mcpReadToken: config.mcp?.readToken,
      webhooks,
      notifications: connectRelay ? undefined : config.notifications,
      version: hubVersion(),
      browserUrl: transport?.browserUrl,
      staticFolder: existsSync(dashboardFolder) ? dashboardFolder : undefined,
      newVersion: () => newVersions?.newVersion,
      accountSetup: changes && createAccountSetup(host, config, changes, io),
      webhookSetup: changes && createWebhookSetup(webhooks, config.webhooks, changes),
      backup: async (passphrase) => new Uint8Array(await createBackup({ ...config, env: io.env }, passphrase)),
      ...(caldav ? { mounts: [caldav] } : { grantKinds: await caldavGrantKinds(config) }),
    });
    await host.announce({ address: http.address, token });
    const restoreToken = () => (config.http.token === undefined ? restoreHttpToken(config.dataDir, token) : undefined);
    const restoring = setInterval(restoreToken, tokenCheckMs).unref();
    let mqtt: MqttSurface | undefined;
    const goLive = async () => {
      await host.start();
      if (config.newVersions) newVersions = watchNewVersions({ fetch: (url, init) => fetch(url, init) }, hubVersion(), systemClock, log);
      await webhooks.start();
      mqtt = await connectMqtt?.(host, http.addressOf("/"), log);
    };
    const stop = async () => {
      newVersions?.stop();
      await mqtt?.close();
      await webhooks.close();
      await mcp?.close();
      relay?.close();
      await http.close();
      clearInterval(restoring);
      await restoreToken();
      await host.stop();
      stopContaining();
    };
    return { host, transport, address: http.address, token, sessionLink: http.sessionLink, goLive, stop };
  } catch (error) {
    relay?.close();
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
  return async (host, address, log) => {
    const state = host.sealedState("mqtt");
    await adoptPlainState(join(dataDir, "mqtt.json"), state).catch((error) =>
      log.warn(`MQTT: the old state file mqtt.json could not be replaced: ${error.code ?? "unknown error"}.`),
    );
    return serveMqtt(host, { ...mqtt, state, configurationUrl: address, version: hubVersion(), log });
  };
}

/** Imports MCP if it is configured. Its dependencies load when the first client connects. */
async function importMcp({ mcp }: CasementConfig): Promise<((host: Host, log: Logger) => McpSurface) | undefined> {
  if (!mcp) return undefined;
  const { createMcpSurface } = await importOptionalPackage("@casement/surface-mcp", () => import("@casement/surface-mcp"));
  return (host, log) => createMcpSurface(host, { ...mcp, prompts: agentPrompts, version: hubVersion(), log });
}

/** Imports CalDAV if it is configured. */
async function importCaldav({ caldav }: CasementConfig): Promise<((host: Host) => CaldavSurface) | undefined> {
  if (!caldav) return undefined;
  const { createCaldavSurface } = await importOptionalPackage("@casement/surface-caldav", () => import("@casement/surface-caldav"));
  return (host) => createCaldavSurface(host, caldav);
}
