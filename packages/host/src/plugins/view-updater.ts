import { createSerialQueue, type SerialQueue } from "../async/serial-queue.ts";
import type { FeedKey } from "../feeds/feed-key.ts";
import { type LiveSensor, publicProblemOf } from "../sensors/live-sensor.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";

/** Computes the view of a feed sensor again when its items change, and at the time until which the view is valid. */
export class ViewUpdater {
  readonly #environment: PluginEnvironment;
  readonly #sensor: LiveSensor;
  readonly key: FeedKey;
  readonly #queue: SerialQueue = createSerialQueue();
  #cancelAlarm: (() => void) | undefined;
  #isQueued = false;

  constructor(environment: PluginEnvironment, sensor: LiveSensor, key: FeedKey) {
    this.#environment = environment;
    this.#sensor = sensor;
    this.key = key;
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
    const { plugin, config, account, alarms, background, faults } = this.#environment;
    const { key } = this;
    const sensor = this.#sensor;
    const spec = plugin.sensors?.[sensor.kind];
    const source = `view of sensor kind "${sensor.kind}"`;
    // During the first full read, counts would be wrong.
    const knownAccount = account.lastKnown();
    if (spec?.feed === undefined || !key.complete || !knownAccount) return;
    this.#cancelAlarm?.();
    try {
      const { value, until } = spec.view({
        items: key.items,
        now: account.clock.now(),
        instance: sensor.instance,
        config,
        account: knownAccount,
      });
      await sensor.accept(value);
      sensor.fault = undefined;
      faults.clear(source, sensor.id);
      if (until) this.#cancelAlarm = alarms.at(until.getTime(), () => background(() => this.update()));
    } catch (error) {
      sensor.fault = publicProblemOf(error);
      faults.report(source, error, sensor.id);
    }
    sensor.publishIfChanged();
  }
}
