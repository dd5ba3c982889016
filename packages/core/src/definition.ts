import { CasementError } from "./error.ts";
import { notifyMistake } from "./notify-mistake.ts";
import type { Feed, FeedSensor, Plugin, ReadSensor, Schema, Scope, Service } from "./plugin.ts";
import type { Texts } from "./text-in.ts";
import { mistakesInTexts } from "./text-paths.ts";

/** A plugin with its types erased: what a host and its surfaces read. */
export interface PluginDefinition {
  readonly apiVersion: 1;
  readonly id: string;
  readonly title: string;
  readonly config?: Schema;
  readonly scopes: Readonly<Record<string, Scope<any>>>;
  readonly feeds?: Readonly<Record<string, Feed<any, any, any, any>>>;
  readonly sensors?: Readonly<Record<string, ReadSensor<any, any, any, any> | FeedSensor<any, string, any, any>>>;
  readonly services?: Readonly<Record<string, Service<any, any, any, any, any, any>>>;
  readonly events?: Readonly<Record<string, Schema>>;
  readonly texts?: Texts;
}

const name = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Ids the host uses itself: `account/sign-in-required` and the like. */
const reserved = new Set(["account"]);

/** The definition behind a plugin value. Throws `plugin-version` or `plugin-invalid`, naming every mistake. */
export function definitionOf(plugin: Plugin): PluginDefinition {
  if (plugin === null || typeof plugin !== "object" || !("apiVersion" in plugin))
    throw new CasementError("plugin-invalid", "This is not a plugin: export the value that definePlugin returns.");
  if (plugin.apiVersion !== 1)
    throw new CasementError(
      "plugin-version",
      `Plugin "${plugin.id}" is written for contract ${plugin.apiVersion}; this hub knows contract 1. Install a hub that knows it.`,
    );
  const definition = plugin as unknown as PluginDefinition;
  const mistakes = [...mistakesOf(definition)];
  if (mistakes.length > 0)
    throw new CasementError(
      "plugin-invalid",
      `Plugin "${definition.id}": ${mistakes.join("; ")}${mistakes.at(-1)?.endsWith("?") ? "" : "."}`,
    );
  return definition;
}

function* mistakesOf(plugin: PluginDefinition): Iterable<string> {
  if (!name.test(plugin.id)) yield `the id must be lower-case words joined by hyphens`;
  if (reserved.has(plugin.id)) yield `the id "${plugin.id}" is the host's`;
  if (!plugin.scopes || typeof plugin.scopes !== "object") yield "scopes are missing";
  const declared = new Set(Object.keys(plugin.scopes ?? {}));
  const parts = { feeds: plugin.feeds, sensors: plugin.sensors, services: plugin.services, events: plugin.events };
  for (const [part, entries] of Object.entries(parts))
    for (const [key, entry] of Object.entries(entries ?? {})) {
      if (!name.test(key)) yield `${part}.${key} must be lower-case words joined by hyphens`;
      for (const scope of scopesOf(entry))
        if (!declared.has(scope)) yield `${part}.${key} uses the scope ${scope}, which is not declared in scopes`;
    }
  for (const [key, sensor] of Object.entries(plugin.sensors ?? {}))
    if (sensor.feed !== undefined && !plugin.feeds?.[sensor.feed])
      yield `sensors.${key} shows the feed "${sensor.feed}", which does not exist`;
  for (const [key, service] of Object.entries(plugin.services ?? {})) {
    const targets = [service.target, ...(service.touches ?? [])].filter((target) => target !== undefined) as string[];
    for (const target of targets)
      if (!plugin.sensors?.[target] && !plugin.feeds?.[target])
        yield `services.${key} names "${target}", which is neither a sensor nor a feed`;
    const mistake = notifyMistake(service);
    if (mistake !== undefined) yield `services.${key}.notify ${mistake}`;
  }
  yield* mistakesInTexts(plugin);
}

/** The scopes that a feed, sensor or service names, as a list. */
export function scopesOf(entry: { readonly scope?: string | readonly string[] } | object): readonly string[] {
  const scope = (entry as { scope?: string | readonly string[] }).scope;
  return scope === undefined ? [] : typeof scope === "string" ? [scope] : scope;
}
