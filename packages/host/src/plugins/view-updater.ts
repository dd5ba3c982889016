import type { PluginDefinition } from "@casement/core";
import type { FeedKey } from "../feeds/feed-key.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { createSerialQueue, type SerialQueue } from "../lifecycle/serial-queue.ts";
import { instanceOf, type LiveSensor, publicMessageOf } from "../sensors/live-sensor.ts";
import type { AccountContext } from "./call-contexts.ts";
import type { FaultLog } from "./fault-log.ts";

export interface ViewUpdaterOptions {
  readonly plugin: PluginDefinition;
  readonly kind: string;
  readonly config: unknown;
  readonly account: AccountContext;
  readonly sensor: LiveSensor;
  readonly key: FeedKey;
  readonly alarms: Alarms;
  readonly faults: FaultLog;
  readonly background: (task: () => Promise<void>) => void;
}

/** Computes the view of a feed sensor again when its items change, and at the time until which the view is valid. */
export class ViewUpdater {
  readonly #options: ViewUpdaterOptions;
  readonly #queue: SerialQueue = createSerialQueue();
  #cancelAlarm: (() => void) | undefined;
  #isQueued = false;

  constructor(options: ViewUpdaterOptions) {
    this.#options = options;
  }

  get key(): FeedKey {
    return this.#options.key;
  }

  /** Computes the view. Several calls in a row cause one computation. */
  async update(): Promise<void> {
    if (this.#isQueued) return;
    this.#isQueued = true;
    await this.#queue(async () => {
      this.#isQueued = false;
      await this.#compute();
    });
  }

  close(): void {
    this.#cancelAlarm?.();
  }

  async #compute(): Promise<void> {
    const { plugin, kind, config, account, sensor, key, alarms, background, faults } = this.#options;
    const spec = plugin.sensors?.[kind];
    // During the first full read, counts would be wrong.
    if (spec?.feed === undefined || !key.complete) return;
    this.#cancelAlarm?.();
    try {
      const { value, until } = spec.view({
        items: key.items,
        now: account.clock.now(),
        instance: instanceOf(sensor.entry),
        config,
        account: account.identity(),
      });
      await sensor.accept(value);
      sensor.fault = undefined;
      faults.clear(`view of sensor kind "${kind}"`);
      if (until) this.#cancelAlarm = alarms.at(until.getTime(), () => background(() => this.update()));
    } catch (error) {
      sensor.fault = publicMessageOf(error);
      faults.report(`view of sensor kind "${kind}"`, error);
    }
    sensor.publishIfChanged();
  }
}
