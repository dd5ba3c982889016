import type { ComponentType } from "preact";

let loading: Promise<typeof import("./webhooks-page.tsx")> | undefined;

/** Loads the page about webhooks, with its texts in the current language. */
export async function loadWebhooks(): Promise<ComponentType<object>> {
  loading ??= import("./webhooks-page.tsx");
  const { WebhooksPage, webhookTexts } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await webhookTexts.load();
  return WebhooksPage;
}
