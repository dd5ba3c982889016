import { isDeepStrictEqual } from "node:util";
import type { AgendaDays } from "@casement/core";
import { formatFeedAddress } from "../feeds/feed-address.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import type { Collection, CollectionEvent, CollectionSummary } from "./collection.ts";
import { feedCollection } from "./feed-collection.ts";
import { collectionOfSensor, isListSensor } from "./sensor-collection.ts";
import type { AgendaCaller } from "./write-resource.ts";

export interface AccountAgendaOptions {
  readonly account: string;
  readonly plugins: () => readonly PluginRuntime[];
  /** Reads a feed again in the background, if the host is live. */
  readonly refresh: (runtime: PluginRuntime, feed: string) => void;
  readonly publish: (event: CollectionEvent) => void;
  /** Calls a service of a plugin for a client. */
  readonly call: (runtime: PluginRuntime, ...call: Parameters<AgendaCaller>) => Promise<unknown>;
}

/** The collections of an account, and the days that surfaces want in them. */
export class AccountAgenda {
  readonly #options: AccountAgendaOptions;
  readonly #wanted = new Set<AgendaDays>();
  /** What was last published, by id. */
  #published = new Map<string, CollectionSummary>();

  constructor(options: AccountAgendaOptions) {
    this.#options = options;
  }

  /** All days that are wanted. Undefined if none are. */
  get days(): AgendaDays | undefined {
    if (this.#wanted.size === 0) return undefined;
    const all = [...this.#wanted];
    return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
  }

  want(days: AgendaDays): () => void {
    const wanted = { ...days };
    this.#change(() => this.#wanted.add(wanted));
    return () => this.#change(() => this.#wanted.delete(wanted));
  }

  #change(change: () => void): void {
    const before = this.days;
    change();
    if (isDeepStrictEqual(before, this.days)) return;
    for (const runtime of this.#options.plugins())
      for (const [feed, { agenda }] of Object.entries(runtime.plugin.feeds ?? {})) if (agenda) this.#options.refresh(runtime, feed);
  }

  async collections(): Promise<readonly Collection[]> {
    for (const runtime of this.#options.plugins()) for (const { feedKey } of runtime.agendaKeys) await feedKey.updateResources();
    return this.#list();
  }

  /** Publishes what differs from before. */
  compare(): void {
    if (this.#wanted.size === 0) return;
    const now = new Map(this.#list().map((collection) => [collection.id, summaryOf(collection)]));
    const before = this.#published;
    this.#published = now;
    for (const id of new Set([...before.keys(), ...now.keys()]))
      if (!isDeepStrictEqual(before.get(id), now.get(id))) this.#options.publish({ account: this.#options.account, id });
  }

  #list(): Collection[] {
    const found: ((order: number) => Collection)[] = [];
    const sensorsOf = new Map<string, string[]>();
    for (const runtime of this.#options.plugins()) {
      const keys = new Map(runtime.agendaKeys.map((open) => [`${open.feed}/${open.feedKey.address.key}`, open]));
      const call: AgendaCaller = (...given) => this.#options.call(runtime, ...given);
      for (const sensor of inOrder(runtime)) {
        if (sensor.entry.goneAt !== undefined) continue;
        const open = keys.get(`${runtime.plugin.sensors?.[sensor.kind]?.feed}/${sensor.instance.key}`);
        const id = open ? formatFeedAddress(open.feedKey.address) : sensorCollectionId(runtime, sensor);
        if (!(open || isListSensor(runtime, sensor))) continue;
        const known = sensorsOf.get(id);
        known?.push(sensor.id);
        if (known) continue;
        const sensors = [sensor.id];
        sensorsOf.set(id, sensors);
        const head = { id, account: this.#options.account, plugin: runtime.plugin.id, title: sensor.entry.title, sensors };
        found.push((order) =>
          open
            ? feedCollection(runtime, sensor, open, { ...head, order }, { call, isElsewhere: (uid) => this.#hasMeeting(uid, id) })
            : collectionOfSensor(runtime, sensor, { ...head, order }),
        );
      }
    }
    return found.map((create, order) => create(order));
  }

  /** Whether a meeting has this UID in another collection. */
  #hasMeeting(uid: string, not: string): boolean {
    return this.#options.plugins().some((runtime) =>
      runtime.agendaKeys.some(({ feedKey: { address, resources } }) => {
        const group = formatFeedAddress(address) === not ? undefined : resources?.groupWithUid(uid);
        const found = group === undefined ? undefined : resources?.read(group);
        return found?.components.some(({ attendees = [] }) => attendees.length > 0) ?? false;
      }),
    );
  }
}

/** As declared and discovered, which is the same after a restart. */
function inOrder({ plugin, sensors }: PluginRuntime): readonly LiveSensor[] {
  const kinds = Object.keys(plugin.sensors ?? {});
  return [...sensors].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

/** `plugin/slug`. Ids of other collections have three parts or more. */
const sensorCollectionId = ({ plugin }: PluginRuntime, { entry }: LiveSensor): string => `${plugin.id}/${entry.slug}`;

const summaryOf = ({ heads: _1, read: _2, since: _3, write: _4, ...summary }: Collection): CollectionSummary => summary;
