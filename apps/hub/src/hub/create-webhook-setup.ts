import {
  type ConfigEdit,
  entriesIn,
  prepareAddedWebhook,
  prepareChangedWebhook,
  prepareRemovedWebhook,
  type WebhookConfig,
  type WebhookEdit,
} from "@casement/host/config";
import type { WebhookConfiguration, WebhookConfigurationChange, WebhookSetup } from "@casement/surface-http";
import type { ConfigChanges } from "./config-changes.ts";
import type { HubWebhooks } from "./hub-webhooks.ts";

/** Adds, changes and removes webhooks in the configuration file and in the running hub: both, or none of them. `configured`: those of the file. */
export function createWebhookSetup(webhooks: HubWebhooks, configured: readonly WebhookConfig[], changes: ConfigChanges): WebhookSetup {
  let current = configured;
  async function apply(edit: ConfigEdit): Promise<void> {
    const next = edit.config.webhooks;
    await changes.apply(
      edit,
      () => webhooks.configure(next),
      () => webhooks.configure(current),
    );
    current = next;
  }
  return {
    list: () => entriesIn(changes.text, "webhooks").map(toConfiguration),
    add: ({ name, url, ...others }) =>
      changes.inTurn(async (options) => {
        const chosen = Object.entries(toEdit(others)).filter(([, value]) => value !== null);
        const edit = await prepareAddedWebhook({ name, url, ...Object.fromEntries(chosen) }, options);
        await apply(edit);
        return { secret: edit.secret };
      }),
    change: (name, change) => changes.inTurn(async (options) => apply(await prepareChangedWebhook(name, toEdit(change), options))),
    remove: (name) => changes.inTurn(async (options) => apply(await prepareRemovedWebhook(name, options))),
  };
}

/** What is off or empty is not written. */
const toEdit = (change: WebhookConfigurationChange): WebhookEdit =>
  Object.fromEntries(
    Object.entries(change).map(([key, value]) => [key, value === false || (Array.isArray(value) && value.length === 0) ? null : value]),
  );

function toConfiguration(entry: Readonly<Record<string, unknown>>): WebhookConfiguration {
  const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
  const { name, url, events, sensors, bodies, privateNetwork } = entry;
  return {
    ...{ name: String(name), url: String(url), events: listOf(events), sensors: listOf(sensors) },
    ...{ bodies: bodies === true, privateNetwork: privateNetwork === true },
  };
}
