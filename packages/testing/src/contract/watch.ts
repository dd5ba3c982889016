import { AsyncLocalStorage } from "node:async_hooks";
import type { CallContext, Plugin, PluginDefinition, Schema } from "@casement/core";
import { calledTwice } from "./pure.ts";
import { type WatchedCall, watchedGraph } from "./watched-graph.ts";

export interface RaisedEvent {
  readonly by: string;
  readonly event: string;
  readonly payload: unknown;
}
export interface Yielded {
  readonly by: string;
  readonly schema: Schema;
  readonly value: unknown;
}

/** A plugin seen at work: the same plugin, with a note of everything its functions do. */
export interface Watch {
  readonly plugin: Plugin;
  readonly calls: readonly WatchedCall[];
  readonly raised: readonly RaisedEvent[];
  /** Items and values that were handed to the host. */
  readonly yielded: readonly Yielded[];
  /** Which of the functions that must be pure are not, and how. */
  readonly impure: ReadonlyMap<string, string>;
  /** Functions that used a graph which was handed to another call. */
  readonly strangers: ReadonlySet<string>;
  /** What was thrown; the host shows the plugin's own CasementErrors as they are. */
  readonly thrown: readonly { readonly by: string; readonly error: unknown }[];
  /** Names of the functions that have not ended yet. */
  readonly running: ReadonlySet<{ readonly by: string }>;
  /** How many functions have been started. */
  readonly started: number;
  /** Told when a feed's page says that more follow. */
  onMore: (() => void) | undefined;
}

/** The plugin's function that the running code belongs to, across awaits. */
export const working = new AsyncLocalStorage<{ readonly by: string }>();

export function watch(original: Plugin): Watch {
  const definition = original as unknown as PluginDefinition;
  const calls: WatchedCall[] = [];
  const raised: RaisedEvent[] = [];
  const yielded: Yielded[] = [];
  const impure = new Map<string, string>();
  const strangers = new Set<string>();
  const thrown: { by: string; error: unknown }[] = [];
  const running = new Set<{ readonly by: string }>();
  let started = 0;

  const task =
    (by: string, self: object, fn: (call: any) => unknown, then: (result: any) => void = () => {}) =>
    async (call: CallContext<any>): Promise<any> => {
      const me = { by };
      const graph = watchedGraph(call.graph, (made) => {
        if (working.getStore() !== me) strangers.add(by);
        calls.push({ by, account: call.account.name, ...made });
      });
      started++;
      running.add(me);
      try {
        const result = await working.run(me, () => fn.call(self, Object.freeze({ ...call, graph, ...raising(by, call) })));
        then(result);
        return result;
      } catch (error) {
        thrown.push({ by, error });
        throw error;
      } finally {
        running.delete(me);
      }
    };
  const note = (by: string, events: readonly { event: string; payload: unknown }[]): void => {
    for (const { event, payload } of events) raised.push({ by, event, payload });
  };
  const raising = (by: string, call: object): object =>
    "raise" in call
      ? {
          raise(event: any) {
            note(by, [event]);
            (call as { raise(event: unknown): void }).raise(event);
          },
        }
      : {};
  const pure = (by: string, self: object, fn: (argument: any) => unknown) => (argument: any) => {
    const { result, seen } = calledTwice((copy) => fn.call(self, copy), argument);
    if (seen !== undefined) impure.set(by, seen);
    return result as any;
  };
  const telling = (by: string, self: object, fn: (argument: any) => unknown) => {
    const asked = pure(by, self, fn);
    return (argument: any) => {
      const events = asked(argument);
      note(by, events);
      return events;
    };
  };

  const feeds = mapValues(definition.feeds, (feed, name) => ({
    ...feed,
    sync: task(`feeds.${name}`, feed, feed.sync, (page) => {
      for (const value of Object.values(page.put)) yielded.push({ by: `feeds.${name}`, schema: feed.item, value });
      if (page.more) made.onMore?.();
    }),
    ...(feed.changed && { changed: telling(`feeds.${name}.changed`, feed, feed.changed) }),
    ...(feed.due && { due: telling(`feeds.${name}.due`, feed, feed.due) }),
  }));
  const sensors = mapValues(definition.sensors, (sensor, name) => {
    const by = `sensors.${name}`;
    const give = (value: unknown) => yielded.push({ by, schema: sensor.value, value });
    return {
      ...sensor,
      ...(sensor.instances && { instances: task(`${by} instances`, sensor, sensor.instances) }),
      ...("view" in sensor && {
        view(argument: any) {
          const result = pure(`${by}.view`, sensor, sensor.view)(argument);
          give(result?.value);
          return result;
        },
      }),
      ...("read" in sensor && {
        read: task(by, sensor, sensor.read, give),
        ...(sensor.changed && { changed: telling(`${by}.changed`, sensor, sensor.changed) }),
      }),
    };
  });
  const services = mapValues(definition.services, (service, name) => ({
    ...service,
    run: task(`services.${name}`, service, service.run),
  }));
  const made: Watch = {
    plugin: Object.freeze({ ...definition, feeds, sensors, services }) as unknown as Plugin,
    calls,
    raised,
    yielded,
    impure,
    strangers,
    thrown,
    running,
    get started() {
      return started;
    },
    onMore: undefined,
  };
  return made;
}

function mapValues<V, R>(record: Readonly<Record<string, V>> | undefined, to: (value: V, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, to(value, key)]));
}
