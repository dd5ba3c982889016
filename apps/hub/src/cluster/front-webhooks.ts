import { CasementError, type Logger } from "@casement/core";
import type { Host } from "@casement/host";
import type { WebhookConfig } from "@casement/host/config";
import { createHubWebhooks, type HubWebhooks } from "../hub/hub-webhooks.ts";

/** Webhooks that are sent while this process is the one that sends them. What waits is shared: it is read when this process begins. */
export function createFrontWebhooks(host: Host, configured: readonly WebhookConfig[], log: Logger): Omit<HubWebhooks, "configure"> {
  let sending: HubWebhooks | undefined;
  return {
    statuses: () => sending?.statuses() ?? [],
    async test(name) {
      if (sending) return sending.test(name);
      throw configured.some((webhook) => webhook.name === name)
        ? new CasementError("hub-not-running", "Another front of the cluster sends the webhooks at this moment. Ask that one.")
        : new CasementError("not-found", `There is no webhook named "${name}".`);
    },
    async start() {
      const next = await createHubWebhooks(host, configured, log);
      await next.start();
      sending = next;
    },
    async close() {
      const last = sending;
      sending = undefined;
      await last?.close();
    },
  };
}
