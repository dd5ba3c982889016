import { isDeepStrictEqual } from "node:util";
import type { ChangeSubscription, PluginDefinition, SensorInstance, SubscribeQuery } from "@casement/core";
import { callTwice } from "../call-twice.ts";
import { type ContractComplaint, createContractCheck } from "../contract-check.ts";
import type { ObservedPlugin } from "../observe-plugin.ts";

interface SubscribingPart {
  readonly part: string;
  readonly subscribe: (query: SubscribeQuery<any>) => ChangeSubscription | undefined;
  readonly query: SubscribeQuery;
}

export const changeSubscriptions = createContractCheck("says as data which changes Graph can report", async function* (subject) {
  const { definition } = subject;
  if (![...Object.values(definition.feeds ?? {}), ...Object.values(definition.sensors ?? {})].some((part) => "subscribe" in part)) return;
  const { observed } = await subject.run();
  for (const { part, subscribe, query } of subscribingParts(definition, observed)) {
    const { result, impurity } = callTwice(subscribe, { ...query });
    if (impurity !== undefined)
      yield { observed: `${part}.subscribe is not pure: ${impurity}.`, advice: "Use only its arguments, and return a new value." };
    else if (result !== undefined) yield* complaintsAbout(part, result as ChangeSubscription, definition);
  }
});

function* complaintsAbout(part: string, subscription: ChangeSubscription, { scopes }: PluginDefinition): Iterable<ContractComplaint> {
  const { resource, changes, scope, withEncryptedData } = subscription;
  if (!isDeepStrictEqual(subscription, JSON.parse(JSON.stringify(subscription))))
    yield { observed: `${part}.subscribe returns more than data.`, advice: "Return an object of JSON, or undefined." };
  if (typeof resource !== "string" || !/^\/?(me|users|communications|chats|teams|groups)\b/.test(resource))
    yield {
      observed: `${part}.subscribe names a resource that is not a path in Graph.`,
      advice: "Write `resource` as in POST /subscriptions: me/mailFolders('AAMk…')/messages.",
    };
  if (!Array.isArray(changes) || changes.length === 0 || changes.some((type) => !["created", "updated", "deleted"].includes(type)))
    yield { observed: `${part}.subscribe names no changes.`, advice: "List created, updated or deleted in `changes`." };
  if (!Object.hasOwn(scopes, scope))
    yield {
      observed: `${part}.subscribe names the scope ${String(scope)}, which is not declared.`,
      advice: "Name a scope that a feed, sensor or service needs. None is requested only for notifications.",
    };
  if (withEncryptedData !== undefined && withEncryptedData !== true)
    yield { observed: `${part}.subscribe returns a \`withEncryptedData\` that is not true.`, advice: "Leave it out, or set it to true." };
}

/** Each part that subscribes, once for each key of each account. */
function* subscribingParts({ feeds, sensors }: PluginDefinition, observed: ObservedPlugin): Iterable<SubscribingPart> {
  for (const [name, { account, config }] of observed.accounts) {
    const instancesOf = (kind: string): readonly SensorInstance[] =>
      sensors?.[kind]?.instances ? (observed.discovered.get(`${name} ${kind}`) ?? []) : [{ id: kind, title: kind }];
    for (const [feed, { subscribe }] of Object.entries(feeds ?? {})) {
      if (!subscribe) continue;
      const kinds = Object.keys(sensors ?? {}).filter((kind) => sensors?.[kind]?.feed === feed);
      const all = kinds.flatMap(instancesOf);
      for (const key of new Set(all.map((sensor) => sensor.key ?? ""))) {
        const shown = all.filter((sensor) => (sensor.key ?? "") === key);
        yield { part: `feeds.${feed}`, subscribe, query: { key, config, account, sensors: shown } };
      }
    }
    for (const [kind, sensor] of Object.entries(sensors ?? {})) {
      if (!("subscribe" in sensor) || !sensor.subscribe) continue;
      for (const instance of instancesOf(kind))
        yield {
          part: `sensors.${kind}`,
          subscribe: sensor.subscribe,
          query: { key: undefined, config, account, sensors: [instance] },
        };
    }
  }
}
