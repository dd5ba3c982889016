import { createPatternMatcher, createPrivateTexts, type PrivateTexts } from "@casement/host";
import type { WebhookConfig } from "@casement/host/config";
import type { DeliveryQueue } from "../queue/delivery-queue.ts";
import type { StoredWebhook } from "../queue/webhook-store.ts";
import type { PluginCatalog } from "./plugin-catalog.ts";

/** A webhook at work: what it wants, and where that waits. */
export interface ConfiguredWebhook {
  readonly config: WebhookConfig;
  readonly stored: StoredWebhook;
  readonly queue: DeliveryQueue;
  wantsEvent(type: string): boolean;
  wantsSensor(id: string): boolean;
  /** Undefined: texts that somebody wrote are sent too. */
  readonly privateTexts: PrivateTexts | undefined;
}

export function configureWebhook(
  config: WebhookConfig,
  stored: StoredWebhook,
  queue: DeliveryQueue,
  catalog: PluginCatalog,
): ConfiguredWebhook {
  return {
    config,
    stored,
    queue,
    wantsEvent: createPatternMatcher(config.events),
    wantsSensor: createPatternMatcher(config.sensors),
    privateTexts: config.bodies ? undefined : createPrivateTexts(catalog.find),
  };
}
