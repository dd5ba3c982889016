import { randomUUID } from "node:crypto";
import type { Clock, Logger } from "@casement/core";
import type { Host, SensorSnapshot } from "@casement/host";
import type { WebhookStore } from "../queue/webhook-store.ts";
import type { ConfiguredWebhook } from "./configured-webhook.ts";
import { fingerprintOf, sensorBody } from "./message-body.ts";
import type { PluginCatalog } from "./plugin-catalog.ts";

export interface SensorWatcherOptions {
  readonly host: Host;
  readonly webhooks: readonly ConfiguredWebhook[];
  readonly store: WebhookStore;
  readonly catalog: PluginCatalog;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Queues what sensors become, in order. The first known value of a sensor is no change. */
export interface SensorWatcher {
  /** Compares every sensor with its last known value, which finds what changed while the hub did not run or nothing wanted it. */
  compareAll(): Promise<void>;
  onSensor(snapshot: SensorSnapshot): void;
  settled(): Promise<void>;
}

export function createSensorWatcher({ host, webhooks, store, catalog, clock, log }: SensorWatcherOptions): SensorWatcher {
  let last: Promise<void> = Promise.resolve();

  /** Returns whether a message was queued. */
  const compare = (snapshot: SensorSnapshot, { stored, queue, privateTexts }: ConfiguredWebhook): boolean => {
    const { id, account } = snapshot;
    const shown = privateTexts?.removeFromSensor(snapshot) ?? snapshot;
    const fingerprint = fingerprintOf(shown);
    const before = Object.hasOwn(stored.seen, id) ? stored.seen[id] : undefined;
    if (before === fingerprint || stored.off) return false;
    stored.seen[id] = fingerprint;
    if (before === undefined) return false;
    const now = clock.now();
    queue.add({ id: `sensor-${randomUUID()}`, lane: id, account, at: now.getTime(), body: sensorBody(shown, now) });
    return true;
  };
  const queueChange = async (snapshot: SensorSnapshot): Promise<void> => {
    const wanting = webhooks.filter(({ wantsSensor }) => wantsSensor(snapshot.id));
    // A sensor without a value says nothing until it has one.
    if (wanting.length === 0 || (snapshot.state === undefined && !snapshot.gone)) return;
    await catalog.know(snapshot.account, snapshot.plugin);
    const changed = wanting.filter((webhook) => compare(snapshot, webhook));
    void store.save().then(() => {
      for (const { queue } of changed) queue.deliver();
    });
  };
  const watcher: SensorWatcher = {
    onSensor(snapshot) {
      last = last.then(() => queueChange(snapshot)).catch(() => log.error(`Webhooks: a change of ${snapshot.id} could not be queued.`));
    },
    async compareAll() {
      const sensors = await host.sensors();
      const ids = new Set(sensors.map(({ id }) => id));
      for (const { stored, wantsSensor } of webhooks)
        for (const id of Object.keys(stored.seen)) if (!ids.has(id) || !wantsSensor(id)) delete stored.seen[id];
      for (const sensor of sensors) watcher.onSensor(sensor);
      await last;
    },
    settled: () => last,
  };
  return watcher;
}
