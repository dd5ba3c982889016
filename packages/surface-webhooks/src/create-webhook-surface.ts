import { createHash, randomUUID } from "node:crypto";
import { CasementError, systemClock } from "@casement/core";
import { createConsoleLogger, type Host } from "@casement/host";
import type { WebhookConfig } from "@casement/host/config";
import { type DeliveryOutcome, sendDelivery } from "./delivery/send-delivery.ts";
import { type ConfiguredWebhook, configureWebhook } from "./messages/configured-webhook.ts";
import { createEventReader } from "./messages/event-reader.ts";
import { testBody } from "./messages/message-body.ts";
import { createPluginCatalog } from "./messages/plugin-catalog.ts";
import { createSensorWatcher } from "./messages/sensor-watcher.ts";
import { createDeliveryQueue, type DeliveryQueue } from "./queue/delivery-queue.ts";
import type { WebhookStatus } from "./queue/webhook-status.ts";
import { forgetFailure, openWebhookStore, type StoredWebhook } from "./queue/webhook-store.ts";
import type { WebhooksOptions } from "./webhooks-options.ts";

export interface WebhookSurface {
  /** Begins to send: what waits from before, then what happens. */
  start(): Promise<void>;
  statuses(): readonly WebhookStatus[];
  /**
   * Replaces the webhooks. One that stays keeps what waits; one that gets another address or secret and was switched off is on again; what waits for
   * one that is gone is forgotten. Of a new one, the first known value of a sensor is no change.
   */
  configure(webhooks: readonly WebhookConfig[]): Promise<void>;
  /**
   * Sends a message now, with type `webhook-test`. If it is delivered, a webhook that was switched off is on again.
   * @throws CasementError `not-found` when no webhook has this name
   */
  test(name: string): Promise<DeliveryOutcome>;
  /** Whether anything is being read, queued, saved or sent. What waits for its next attempt does not count. */
  readonly isBusy: boolean;
  /** Aborts running attempts and saves what waits. */
  close(): Promise<void>;
}

/** Longest delay before a delivery is saved as done (ms). After a kill, the deliveries of this time are repeated with their ids. */
const saveDelay = 1_000;

/** Sends events and sensor changes of a running host to other programs, as Standard Webhooks 1.0.0 says. */
export async function createWebhookSurface(host: Host, options: WebhooksOptions): Promise<WebhookSurface> {
  const { clock = systemClock, log = createConsoleLogger("warn"), random = Math.random, version = "0", lookup } = options;
  const configuredNames = options.webhooks.map(({ name }) => name);
  const store = await openWebhookStore(options.state, configuredNames, () =>
    log.error("Webhooks: what waits cannot be written to the data folder."),
  );
  const stopping = new AbortController();
  let cancelSave: (() => void) | undefined;
  let busy = 0;
  const scheduleSave = (): void => {
    cancelSave ??= clock.after(saveDelay, () => {
      cancelSave = undefined;
      void store.save();
    });
  };
  const catalog = createPluginCatalog(host);
  const send = (config: WebhookConfig, message: { id: string; body: string }): Promise<DeliveryOutcome> =>
    sendDelivery(config, message, { clock, version, lookup, signal: stopping.signal });

  const find = (wanted: string): ConfiguredWebhook | undefined => webhooks.find(({ config }) => config.name === wanted);

  function open(config: WebhookConfig): ConfiguredWebhook {
    const { name } = config;
    const stored = store.webhook(name);
    welcomeNewTarget(stored, config);
    const report = async (accounts: ReadonlySet<string>, failingSince: string, reason: string): Promise<void> => {
      for (const { name: account } of host.accounts)
        if (accounts.has(account)) await host.account(account).reportWebhook({ webhook: name, failingSince, reason });
    };
    const queue = createDeliveryQueue({
      ...{ name, stored, hasSaved: store.hasSaved, scheduleSave, clock, random, log },
      // What waits for a webhook that changes goes to its new address.
      send: (message) => send(find(name)?.config ?? config, message),
      onSwitchedOff: (...facts) =>
        void report(...facts).catch(() => log.error(`Webhook ${name}: that it was switched off could not be reported as an event.`)),
    });
    return configureWebhook(config, stored, queue, catalog);
  }
  // The reader and the watcher see what is added and removed.
  const webhooks: ConfiguredWebhook[] = [];
  webhooks.push(...options.webhooks.map(open));
  const parts = { host, webhooks, store, catalog, clock, log };
  const watcher = createSensorWatcher(parts);
  let stopFollowing: readonly (() => void)[] = [];
  const track = async (work: Promise<void>): Promise<void> => {
    busy++;
    await work.finally(() => busy--);
  };

  return {
    async start() {
      const reader = createEventReader(parts);
      stopFollowing = [
        host.events.subscribe(() => void track(reader.read())),
        host.onSensor((snapshot) => {
          watcher.onSensor(snapshot);
          void track(watcher.settled());
        }),
      ];
      for (const { queue } of webhooks) queue.deliver();
      await track(watcher.compareAll());
      await track(reader.read());
      await store.save();
    },
    async configure(next) {
      const gone = webhooks.filter(({ config }) => !next.some(({ name }) => name === config.name));
      for (const { config, queue } of gone) {
        queue.close();
        store.forget(config.name);
      }
      const moved: DeliveryQueue[] = [];
      const configured = next.map((config) => {
        const before = find(config.name);
        if (!before) return open(config);
        if (welcomeNewTarget(before.stored, config)) moved.push(before.queue);
        return configureWebhook(config, before.stored, before.queue, catalog);
      });
      webhooks.splice(0, webhooks.length, ...configured);
      for (const queue of moved) queue.recover();
      if (stopFollowing.length > 0) await track(watcher.compareAll());
      await store.save();
    },
    statuses: () => webhooks.map(({ queue }) => queue.status()),
    async test(name) {
      const webhook = find(name);
      if (!webhook) {
        const known =
          webhooks.length > 0 ? `There are: ${webhooks.map(({ config }) => config.name).join(", ")}` : "The configuration has none";
        throw new CasementError("not-found", `There is no webhook named "${name}". ${known}.`);
      }
      const outcome = await send(webhook.config, { id: `test-${randomUUID()}`, body: testBody(clock.now()) });
      webhook.queue.test(outcome);
      return outcome;
    },
    get isBusy() {
      return busy > 0 || store.isSaving || webhooks.some(({ queue }) => queue.isSending);
    },
    async close() {
      for (const stop of stopFollowing) stop();
      for (const { queue } of webhooks) queue.close();
      stopping.abort();
      cancelSave?.();
      await watcher.settled();
      await store.save();
    },
  };
}

/** A webhook that was switched off is on again when its address or secret is another one. Returns whether it is. */
function welcomeNewTarget(stored: StoredWebhook, { url, secret }: WebhookConfig): boolean {
  const target = createHash("sha256").update(`${url} ${secret}`).digest("base64url").slice(0, 16);
  const isNew = stored.target !== undefined && stored.target !== target;
  if (isNew) {
    stored.off = undefined;
    forgetFailure(stored);
    stored.seen = {};
  }
  stored.target = target;
  return isNew;
}
