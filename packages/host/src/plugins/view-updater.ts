import type { PluginDefinition } from "@casement/core";
import type { FeedKey } from "../feeds/feed-key.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { createTurns, type Turns } from "../lifecycle/turns.ts";
import { instanceOf, type LiveSensor, messageOf } from "../sensors/live-sensor.ts";
import type { AccountServices } from "./calls.ts";
import type { FaultLog } from "./fault-log.ts";

export interface ViewUpdaterOptions {
  readonly plugin: PluginDefinition;
  readonly kind: string;
  readonly config: unknown;
  readonly account: AccountServices;
  readonly live: LiveSensor;
  readonly key: FeedKey;
  readonly alarms: Alarms;
  readonly faults: FaultLog;
  readonly background: (task: () => Promise<void>) => void;
}

/** Computes a feed sensor's view again when its items change and when the moment comes that the view named. */
export class ViewUpdater {
  readonly #options: ViewUpdaterOptions;
  readonly #turns: Turns = createTurns();
  #cancel: (() => void) | undefined;
  #waiting = false;

  constructor(options: ViewUpdaterOptions) {
    this.#options = options;
  }

  get key(): FeedKey {
    return this.#options.key;
  }

  /** Several calls in a row make one computation. */
  async update(): Promise<void> {
    if (this.#waiting) return;
    this.#waiting = true;
    await this.#turns(async () => {
      this.#waiting = false;
      await this.#compute();
    });
  }

  close(): void {
    this.#cancel?.();
  }

  async #compute(): Promise<void> {
    const { plugin, kind, config, account, live, key, alarms, background, faults } = this.#options;
    const spec = plugin.sensors?.[kind];
    // A list on its first way in would show wrong counts.
    if (spec?.feed === undefined || !key.complete) return;
    this.#cancel?.();
    try {
      const { value, until } = spec.view({
        items: key.items,
        now: account.clock.now(),
        instance: instanceOf(live.entry),
        config,
        account: account.identity(),
      });
      await live.take(value);
      live.fault = undefined;
      faults.clear(`view of sensor kind "${kind}"`);
      if (until) this.#cancel = alarms.at(until.getTime(), () => background(() => this.update()));
    } catch (error) {
      live.fault = messageOf(error);
      faults.report(`view of sensor kind "${kind}"`, error);
    }
    live.tell();
  }
}
