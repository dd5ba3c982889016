import type { CasementConfig } from "@casement/host/config";
import type { RelayConnection } from "@casement/relay";
import type { CommandIo } from "../terminal/command-io.ts";
import { createConfigChanges } from "./config-changes.ts";
import { createAccountSetup } from "./create-account-setup.ts";
import { createHostFromConfig } from "./create-host-from-config.ts";
import { createWebhookSetup } from "./create-webhook-setup.ts";
import { dataFolderWarning } from "./data-folder-warning.ts";
import { readOrCreateHttpToken, restoreHttpToken } from "./http-token.ts";
import { createHubWebhooks } from "./hub-webhooks.ts";
import { importRelay } from "./open-relay.ts";
import { type RunningHub, serveHub } from "./serve-hub.ts";
import { startOnce } from "./start-once.ts";

export type { RunningHub } from "./serve-hub.ts";

/** How often the file with the token is looked for (ms). */
const tokenCheckMs = 60_000;

/**
 * Starts a hub. It serves the stored values over HTTP until `goLive` is called.
 * `configText`: what the configuration file says. Accounts and webhooks can then be added, changed and removed.
 * @throws CasementError `store-locked` when another process owns the data folder
 */
export async function runHub(config: CasementConfig, io: CommandIo, configText?: string): Promise<RunningHub> {
  const { host, transport, log, recentLog } = await createHostFromConfig(config, io);
  const connectRelay = await importRelay(config);
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
    const webhooks = await createHubWebhooks(host, config.webhooks, log);
    const changes = configText === undefined ? undefined : createConfigChanges(config, configText, io);
    relay = await connectRelay?.(host);
    const hub = await serveHub(config, {
      ...{ host, transport, log, recentLog, token, webhooks },
      http: {
        notifications: connectRelay ? undefined : config.notifications,
        accountSetup: changes && createAccountSetup(host, config, changes, io),
        webhookSetup: changes && createWebhookSetup(webhooks, config.webhooks, changes),
        backup: async (passphrase) => new Uint8Array(await createBackup({ ...config, env: io.env }, passphrase)),
      },
      alone: async (_, run) => ({ stop: await run() }),
    });
    const restoreToken = () => (config.http.token === undefined ? restoreHttpToken(config.dataDir, token) : undefined);
    const restoring = setInterval(restoreToken, tokenCheckMs).unref();
    const stop = async () => {
      await hub.stop();
      relay?.close();
      clearInterval(restoring);
      await restoreToken();
      await host.stop();
      stopContaining();
    };
    return { ...hub, stop };
  } catch (error) {
    relay?.close();
    await host.stop();
    stopContaining();
    throw error;
  }
}
