import { parseDuration, shortestIntervalMs } from "../duration.ts";
import { agendaMistakes } from "./agenda-mistakes.ts";
import { type PluginDefinition, scopesOf } from "./definition.ts";
import { schemaMistakes, stateMistakes } from "./schema-mistakes.ts";
import { serviceMistakes } from "./service-mistakes.ts";
import { shapeMistakes } from "./shape-mistakes.ts";
import { textMistakes } from "./text-mistakes.ts";

const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Ids that the host uses for its own events: `account/sign-in-required`. */
const reservedIds = new Set(["account"]);

/** The mistakes in a plugin's definition, as parts of a sentence. */
export function* definitionMistakes(plugin: PluginDefinition): Iterable<string> {
  const shape = [...shapeMistakes(plugin)];
  yield* shape;
  if (!namePattern.test(plugin.id)) yield "the ID must be lowercase words joined by hyphens";
  if (reservedIds.has(plugin.id)) yield `the ID "${plugin.id}" is reserved for the host`;
  if (!plugin.scopes || typeof plugin.scopes !== "object") yield "scopes are missing";
  // The checks below read every part.
  if (shape.length > 0) return;
  const unusableSchemas = [...schemaMistakes(plugin)];
  yield* unusableSchemas;
  yield* mistakesInNames(plugin);
  for (const [kind, sensor] of Object.entries(plugin.sensors ?? {}))
    if (sensor.feed !== undefined && !plugin.feeds?.[sensor.feed])
      yield `sensors.${kind} shows the feed "${sensor.feed}", which does not exist`;
  for (const [name, { agenda }] of Object.entries(plugin.feeds ?? {}))
    if (agenda !== undefined) yield* agendaMistakes(`feeds.${name}.agenda`, agenda, plugin);
  for (const [part, { every }] of readAtIntervals(plugin)) {
    if (typeof every === "function") continue;
    const ms = parseDuration(every);
    if (ms === undefined) yield `${part}.every must be a duration such as "30s", "5m" or "1h"`;
    else if (ms < shortestIntervalMs) yield `${part}.every must be at least ${shortestIntervalMs / 1_000}s`;
  }
  // The checks below convert schemas.
  if (unusableSchemas.length > 0) return;
  for (const [name, service] of Object.entries(plugin.services ?? {})) yield* serviceMistakes(`services.${name}`, service, plugin);
  yield* stateMistakes(plugin);
  yield* textMistakes(plugin);
}

function* mistakesInNames(plugin: PluginDefinition): Iterable<string> {
  const declared = new Set(Object.keys(plugin.scopes ?? {}));
  const parts = { feeds: plugin.feeds, sensors: plugin.sensors, services: plugin.services, events: plugin.events };
  for (const [part, entries] of Object.entries(parts))
    for (const [name, entry] of Object.entries(entries ?? {})) {
      if (!namePattern.test(name)) yield `${part}.${name} must be lowercase words joined by hyphens`;
      const optional = [{ scope: "mayUse" in entry ? entry.mayUse : undefined }, ("forMany" in entry && entry.forMany) || {}];
      for (const scope of [entry, ...optional].flatMap(scopesOf))
        if (!declared.has(scope)) yield `${part}.${name} uses the scope ${scope}, which is not declared in scopes`;
    }
}

function* readAtIntervals({ feeds, sensors }: PluginDefinition): Iterable<[part: string, entry: { readonly every: unknown }]> {
  for (const [name, feed] of Object.entries(feeds ?? {})) yield [`feeds.${name}`, feed];
  for (const [kind, sensor] of Object.entries(sensors ?? {})) if (sensor.feed === undefined) yield [`sensors.${kind}`, sensor];
}
