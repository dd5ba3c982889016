import { AsyncLocalStorage } from "node:async_hooks";
import type { Agenda, CallContext, Plugin, PluginDefinition, Schema, SensorInstance } from "@casement/core";
import { callTwice } from "./call-twice.ts";
import { type ObservedRequest, observeGraph } from "./observe-graph.ts";

export interface ObservedEvent {
  readonly caller: string;
  readonly event: string;
  readonly payload: unknown;
}

export interface ReturnedValue {
  readonly caller: string;
  readonly schema: Schema;
  readonly value: unknown;
}

export interface ThrownError {
  readonly caller: string;
  readonly error: unknown;
}

/** For whom a function was called. */
export type ObservedAccount = Pick<CallContext, "account" | "config">;

/** A plugin that works like the original, and a record of what its functions do. Functions are named as in `ObservedRequest`. */
export interface ObservedPlugin {
  readonly plugin: Plugin;
  readonly requests: readonly ObservedRequest[];
  readonly raised: readonly ObservedEvent[];
  /** Items and values that the host received. */
  readonly returned: readonly ReturnedValue[];
  /** Functions that must be pure and are not, with what they did. */
  readonly impure: ReadonlyMap<string, string>;
  /** Functions that used the `graph` of another call. */
  readonly foreignGraphUse: ReadonlySet<string>;
  readonly thrown: readonly ThrownError[];
  /** The stored items at the latest call of `sync`, by account, feed and key. */
  readonly storedItems: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  /** By name. */
  readonly accounts: ReadonlyMap<string, ObservedAccount>;
  /** The sensors that the latest discovery found, by account and kind. */
  readonly discovered: ReadonlyMap<string, readonly SensorInstance[]>;
  /** Functions that have not ended yet. */
  readonly running: ReadonlySet<{ readonly caller: string }>;
  /** How many functions have been started. */
  readonly started: number;
  /** Called when a page of a feed says that more pages follow. */
  onMore: (() => void) | undefined;
}

/** The plugin's function that the current code belongs to, across awaits. */
export const currentCaller = new AsyncLocalStorage<{ readonly caller: string }>();

export function observePlugin(original: Plugin): ObservedPlugin {
  const definition = original as unknown as PluginDefinition;
  const requests: ObservedRequest[] = [];
  const raised: ObservedEvent[] = [];
  const returned: ReturnedValue[] = [];
  const impure = new Map<string, string>();
  const foreignGraphUse = new Set<string>();
  const thrown: ThrownError[] = [];
  const running = new Set<{ readonly caller: string }>();
  const storedItems = new Map<string, ReadonlyMap<string, unknown>>();
  const accounts = new Map<string, ObservedAccount>();
  const discovered = new Map<string, readonly SensorInstance[]>();
  let started = 0;

  const asyncFunction =
    (caller: string, self: object, fn: (call: any) => unknown, onResult: (result: any, call: any) => void = () => {}) =>
    async (call: CallContext<any>): Promise<any> => {
      const execution = { caller };
      const graph = observeGraph(call.graph, (request) => {
        if (currentCaller.getStore() !== execution) foreignGraphUse.add(caller);
        requests.push({ caller, account: call.account.name, ...request });
      });
      started++;
      accounts.set(call.account.name, { account: call.account, config: call.config });
      running.add(execution);
      try {
        const observedCall = Object.freeze({ ...call, graph, ...observedRaise(caller, call) });
        const result = await currentCaller.run(execution, () => fn.call(self, observedCall));
        onResult(result, call);
        return result;
      } catch (error) {
        thrown.push({ caller, error });
        throw error;
      } finally {
        running.delete(execution);
      }
    };
  const addEvents = (caller: string, events: readonly { event: string; payload: unknown }[]): void => {
    for (const { event, payload } of events) raised.push({ caller, event, payload });
  };
  const observedRaise = (caller: string, call: object): object =>
    "raise" in call
      ? {
          raise(event: any) {
            addEvents(caller, [event]);
            (call as { raise(event: unknown): void }).raise(event);
          },
        }
      : {};
  const pureFunction = (caller: string, self: object, fn: (argument: any) => unknown) => (argument: any) => {
    try {
      const { result, impurity } = callTwice((copy) => fn.call(self, copy), argument);
      if (impurity !== undefined) impure.set(caller, impurity);
      return result as any;
    } catch (error) {
      thrown.push({ caller, error });
      throw error;
    }
  };
  const eventFunction = (caller: string, self: object, fn: (argument: any) => unknown) => {
    const observed = pureFunction(caller, self, fn);
    return (argument: any) => {
      const events = observed(argument);
      addEvents(caller, events);
      return events;
    };
  };

  const observedAgenda = (caller: string, agenda: Agenda<unknown>): Agenda<unknown> => {
    const { group } = agenda;
    const grouped = pureFunction(`${caller}.group`, agenda, ({ id, item }) => group.call(agenda, id, item));
    const { needs, writes } = agenda;
    return {
      ...agenda,
      version: agenda.version,
      group: (id, item) => grouped({ id, item }),
      read: pureFunction(`${caller}.read`, agenda, agenda.read),
      spans: pureFunction(`${caller}.spans`, agenda, (of) => [...agenda.spans(of)]),
      ...(needs && { needs: pureFunction(`${caller}.needs`, agenda, needs) }),
      ...(writes && { writes: { ...writes, plan: pureFunction(`${caller}.writes.plan`, writes, writes.plan) } }),
    };
  };

  const feeds = mapValues(definition.feeds, (feed, name) => {
    const caller = `feeds.${name}`;
    return {
      ...feed,
      sync: asyncFunction(caller, feed, feed.sync, (page, call) => {
        storedItems.set(`${call.account.name} ${name} ${call.key}`, new Map(call.items));
        for (const value of Object.values(page?.put ?? {})) returned.push({ caller, schema: feed.item, value });
        if (page?.more) observed.onMore?.();
      }),
      ...(feed.changed && { changed: eventFunction(`${caller}.changed`, feed, feed.changed) }),
      ...(feed.due && { due: eventFunction(`${caller}.due`, feed, feed.due) }),
      ...(feed.agenda && { agenda: observedAgenda(`${caller}.agenda`, feed.agenda) }),
    };
  });
  const sensors = mapValues(definition.sensors, (sensor, kind) => {
    const caller = `sensors.${kind}`;
    const addValue = (value: unknown) => returned.push({ caller, schema: sensor.value, value });
    return {
      ...sensor,
      ...(sensor.instances && {
        instances: asyncFunction(`${caller} instances`, sensor, sensor.instances, (found, { account }) =>
          discovered.set(`${account.name} ${kind}`, "instances" in found ? found.instances : found),
        ),
      }),
      ...("view" in sensor && {
        view(argument: any) {
          const result = pureFunction(`${caller}.view`, sensor, sensor.view)(argument);
          addValue(result?.value);
          return result;
        },
      }),
      ...("read" in sensor && {
        read: asyncFunction(caller, sensor, sensor.read, addValue),
        ...(sensor.changed && { changed: eventFunction(`${caller}.changed`, sensor, sensor.changed) }),
      }),
    };
  });
  const services = mapValues(definition.services, (service, name) => ({
    ...service,
    ...(typeof service.reachesOthers === "function" && {
      reachesOthers: pureFunction(`services.${name}.reachesOthers`, service, service.reachesOthers),
    }),
    run: asyncFunction(`services.${name}`, service, service.run),
  }));
  const observed: ObservedPlugin = {
    plugin: Object.freeze({ ...definition, feeds, sensors, services }) as unknown as Plugin,
    requests,
    raised,
    returned,
    impure,
    foreignGraphUse,
    thrown,
    storedItems,
    accounts,
    discovered,
    running,
    get started() {
      return started;
    },
    onMore: undefined,
  };
  return observed;
}

function mapValues<V, R>(record: Readonly<Record<string, V>> | undefined, to: (value: V, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, to(value, key)]));
}
