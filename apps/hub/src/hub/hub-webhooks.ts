import { CasementError, type Logger } from "@casement/core";
import type { Host } from "@casement/host";
import type { WebhookConfig } from "@casement/host/config";
import type { WebhookEndpoint } from "@casement/surface-http";
import type { WebhookSurface } from "@casement/surface-webhooks";
import { hubVersion } from "../hub-manifest.ts";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";

/** The webhooks of a hub. Their package is imported once there is one. */
export interface HubWebhooks extends WebhookEndpoint {
  /** Replaces the webhooks. */
  configure(webhooks: readonly WebhookConfig[]): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function createHubWebhooks(host: Host, configured: readonly WebhookConfig[], log: Logger): Promise<HubWebhooks> {
  let isStarted = false;
  async function open(webhooks: readonly WebhookConfig[]): Promise<WebhookSurface> {
    const load = () => import("@casement/surface-webhooks");
    const { createWebhookSurface } = await importOptionalPackage("@casement/surface-webhooks", load);
    return createWebhookSurface(host, { webhooks, state: host.sealedState("webhooks"), version: hubVersion(), log });
  }
  let surface = configured.length > 0 ? await open(configured) : undefined;
  return {
    statuses: () => surface?.statuses() ?? [],
    async test(name) {
      if (!surface) throw new CasementError("not-found", `There is no webhook named "${name}". The configuration has none.`);
      return surface.test(name);
    },
    async configure(webhooks) {
      if (surface) return surface.configure(webhooks);
      surface = await open(webhooks);
      if (isStarted) await surface.start();
    },
    async start() {
      isStarted = true;
      await surface?.start();
    },
    close: async () => surface?.close(),
  };
}
