import {
  type Account,
  anyImplies,
  CasementError,
  type ChangeSubscription,
  type Feed,
  type ReadSensor,
  type SensorInstance,
} from "@casement/core";
import type { SensorEntry } from "../feeds/records.ts";
import type { SubscriptionSource } from "../subscriptions/subscription-source.ts";
import type { FeedKeys } from "./feed-keys.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import type { SensorSet } from "./sensor-set.ts";

export interface PluginTasks {
  readonly feedKeys: Pick<FeedKeys, "opened">;
  readonly sensorSet: Pick<SensorSet, "sensors" | "tasksOf">;
  readonly account: Account;
  /** The scopes that the plugin requests and that are granted. */
  readonly scopes: readonly string[];
}

type Subscribing = Pick<Feed<any, any, any, any> | ReadSensor<any, any, any, any>, "subscribe">;

/** Asks a plugin which changes Graph can report for what it reads. */
export function subscriptionSourcesOf(
  environment: PluginEnvironment,
  { feedKeys, sensorSet, account, scopes }: PluginTasks,
): SubscriptionSource[] {
  const { plugin, config, faults } = environment;
  const current = sensorSet.sensors.filter(({ entry }) => entry.goneAt === undefined);
  const sourceOf = (
    part: string,
    spec: Subscribing,
    task: string,
    key: string | undefined,
    sensors: SensorEntry[],
  ): SubscriptionSource[] => {
    if (!spec.subscribe || sensors.length === 0) return [];
    const source = `subscribe of ${part}`;
    try {
      const subscription = spec.subscribe({ key, config, account, sensors: sensors.map(instanceOf) });
      if (subscription) checkSubscription(plugin.id, part, subscription, plugin.scopes);
      faults.clear(source);
      if (!subscription) return [];
      const missingScope = anyImplies(scopes, subscription.scope) ? undefined : subscription.scope;
      return [{ title: plugin.title, task, subscription, missingScope }];
    } catch (error) {
      faults.report(source, error);
      return [];
    }
  };
  const feeds = feedKeys.opened.flatMap(({ feed, feedKey, task }) => {
    const shown = current.filter(({ kind, entry }) => plugin.sensors?.[kind]?.feed === feed && (entry.key ?? "") === feedKey.address.key);
    return sourceOf(
      `feeds.${feed}`,
      plugin.feeds![feed]!,
      task,
      feedKey.address.key,
      shown.map(({ entry }) => entry),
    );
  });
  const reads = current.flatMap((sensor) => {
    const spec = plugin.sensors?.[sensor.kind];
    if (spec?.feed !== undefined || !spec) return [];
    const [task = ""] = sensorSet.tasksOf((other) => other === sensor);
    return sourceOf(`sensors.${sensor.kind}`, spec, task, undefined, [sensor.entry]);
  });
  return [...feeds, ...reads];
}

const instanceOf = ({ id, title, key, needs, viewData }: SensorEntry): SensorInstance => ({
  id,
  title,
  ...(key !== undefined && { key }),
  ...(needs !== undefined && { needs }),
  ...(viewData !== undefined && { viewData }),
});

const changeTypes: readonly unknown[] = ["created", "updated", "deleted"];

/** What the compiler checks, for plugins that it does not check. @throws CasementError `plugin-failed` */
function checkSubscription(plugin: string, part: string, { resource, changes, scope }: ChangeSubscription, declared: object): void {
  const fault =
    typeof resource !== "string" || resource === ""
      ? "`resource` is not a path"
      : !Array.isArray(changes) || changes.length === 0 || !changes.every((type) => changeTypes.includes(type))
        ? "`changes` must list created, updated or deleted"
        : Object.hasOwn(declared, scope)
          ? undefined
          : `its scope ${scope} is not declared`;
  if (fault !== undefined)
    throw new CasementError("plugin-failed", `Plugin "${plugin}": what ${part}.subscribe returned cannot be used: ${fault}.`, {
      details: { plugin },
    });
}
