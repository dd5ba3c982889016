export { createWebhookSurface, type WebhookSurface } from "./create-webhook-surface.ts";
export type { WebhookStatus } from "./queue/webhook-status.ts";
export type { WebhooksOptions } from "./webhooks-options.ts";
