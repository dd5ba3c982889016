import { CasementError } from "@casement/core";
import { formatFeedAddress } from "../feeds/feed-address.ts";
import { FeedKey } from "../feeds/feed-key.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { intervalOf } from "./interval-of.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import { withReadTimeout } from "./read-timeout.ts";
import { unlessPostponed } from "./unless-postponed.ts";

export interface OpenFeedKey {
  readonly feed: string;
  readonly feedKey: FeedKey;
  /** The scheduled task that runs its rounds. */
  readonly task: string;
}

export interface FeedKeyEvents {
  /** The items of a key have changed. */
  onItems(feedKey: FeedKey): void;
  /** The first full read of a key takes more than one page. */
  onSyncing(task: string): void;
  /** Graph no longer finds what a key of the feed reads. */
  onMissing(feed: string): void;
}

/** The keys of a plugin's feeds that its sensors use. Each is synchronized on its own. A class, as `SensorSet` is. */
export class FeedKeys {
  readonly #environment: PluginEnvironment;
  readonly #events: FeedKeyEvents;
  /** By `plugin/feed/key`. */
  readonly #keys = new Map<string, OpenFeedKey>();

  constructor(environment: PluginEnvironment, events: FeedKeyEvents) {
    this.#environment = environment;
    this.#events = events;
  }

  /** The keys of feeds with an agenda, in the order in which sensors use them. */
  get withAgenda(): readonly OpenFeedKey[] {
    return this.opened.filter(({ feedKey }) => feedKey.resources);
  }
  get opened(): readonly OpenFeedKey[] {
    return [...this.#keys.values()];
  }

  /** The number of items read so far by the keys on their first full read. Undefined if there are no such keys. */
  syncing(): number | undefined {
    const counts = this.opened.map(({ feedKey }) => feedKey.syncing).filter((items) => items !== undefined);
    return counts.length === 0 ? undefined : counts.reduce((sum, items) => sum + items, 0);
  }

  tasksOf(feed: string): readonly string[] {
    return this.opened.filter((open) => open.feed === feed).map(({ task }) => task);
  }

  /** Opens and schedules a key, or returns it if it is open. @throws CasementError `plugin-invalid` */
  open(feed: string, key: string): OpenFeedKey {
    const { plugin, account, ledger, scheduler, validateEvents, alarms, background, agendaDays, onResources } = this.#environment;
    const address = { plugin: plugin.id, feed, key };
    const id = formatFeedAddress(address);
    const known = this.#keys.get(id);
    if (known) return known;
    // The check of the definition found the feed of every sensor.
    const spec = plugin.feeds![feed]!;
    const feedKey: FeedKey = new FeedKey({
      address,
      feed: spec,
      ledger,
      validateEvents,
      alarms,
      background,
      now: () => account.clock.now(),
      graphNow: () => account.graphNow(),
      needs: () => this.#needsOf(feed, key),
      report: (message) => account.log.error(`[${account.name}/${plugin.id}] feed ${feed}: ${message}`),
      resources: { account: account.lastKnown, isWanted: () => agendaDays() !== undefined },
      onResources,
      onItems: () => this.#events.onItems(feedKey),
      onSyncing: () => this.#events.onSyncing(open.task),
    });
    const open: OpenFeedKey = { feed, feedKey, task: `${plugin.id}/feed/${feed}/${key}` };
    this.#keys.set(id, open);
    const every = intervalOf(this.#environment, "feeds", feed, spec);
    scheduler.add({ id: open.task, every, run: (onDemand) => this.#runRound(open, every, onDemand) });
    return open;
  }

  /** Removes the keys that no sensor in the table uses, from memory and from disk. */
  async dropUnused(): Promise<void> {
    const { plugin, ledger, scheduler } = this.#environment;
    const used = new Set(
      Object.keys(plugin.feeds ?? {}).flatMap((feed) =>
        this.#entriesOn(feed).map(({ key = "" }) => formatFeedAddress({ plugin: plugin.id, feed, key })),
      ),
    );
    for (const [id, { feedKey, task }] of this.#keys) {
      if (used.has(id)) continue;
      await feedKey.close();
      this.#keys.delete(id);
      scheduler.remove(task);
    }
    for (const [f, { address }] of [...ledger.data.keys])
      if (address.plugin === plugin.id && !used.has(f)) await ledger.commit({ t: "drop-key", f });
  }

  async close(): Promise<void> {
    for (const { feedKey, task } of this.#keys.values()) {
      this.#environment.scheduler.remove(task);
      await feedKey.close();
    }
    this.#keys.clear();
  }

  /** The sensors on a feed that are not gone, whether they are attached or not. */
  #entriesOn(feed: string): SensorEntry[] {
    const { plugin, table } = this.#environment;
    return Object.entries(plugin.sensors ?? {})
      .filter(([, spec]) => spec.feed === feed)
      .flatMap(([kind]) => table.entriesOf(plugin.id, kind))
      .filter(({ goneAt }) => goneAt === undefined);
  }

  #needsOf(feed: string, key: string): { list: readonly unknown[]; fingerprint: string } {
    const { plugin, agendaDays } = this.#environment;
    const list = this.#entriesOn(feed)
      .filter((entry) => (entry.key ?? "") === key && entry.needs !== undefined)
      .map(({ needs }) => needs);
    const days = agendaDays();
    const agendaNeeds = days && plugin.feeds?.[feed]?.agenda?.needs?.(days);
    if (agendaNeeds !== undefined) list.push(agendaNeeds);
    return { list, fingerprint: JSON.stringify([...new Set(list.map((needs) => JSON.stringify(needs)))].sort()) };
  }

  async #runRound({ feed, feedKey, task }: OpenFeedKey, every: number, onDemand: boolean): Promise<unknown> {
    const { plugin, contexts, groupReads, scheduler, faults } = this.#environment;
    const own = { part: feed, forMany: plugin.feeds?.[feed]?.forMany, task, every, onDemand };
    const contextFor = (signal?: AbortSignal) => groupReads.contextFor(this.#environment, own, contexts.forRead({ feed }, signal));
    try {
      const round = (): Promise<void> =>
        feedKey.round(contextFor(), onDemand, (read) =>
          withReadTimeout(this.#environment, { readWhat: `its feed "${feed}"`, every }, (signal) => read(contextFor(signal))),
        );
      return await faults.during(`synchronization of feed "${feed}"`, () => unlessPostponed(round), task);
    } catch (error) {
      // The folder or list may have been deleted or moved. Look for it once, not at every failure.
      const isMissing = CasementError.is(error) && error.code === "graph-not-found";
      if (isMissing && scheduler.status(task).error === undefined) this.#events.onMissing(feed);
      throw error;
    } finally {
      await feedKey.announce();
    }
  }
}
