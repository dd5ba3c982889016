import { CasementError } from "../errors/casement-error.ts";
import { definitionMistakes } from "./definition-mistakes.ts";
import type { Feed, FeedSensor, Plugin, ReadSensor, Scope, Service } from "./plugin.ts";
import type { Schema } from "./schema.ts";
import type { TranslatedTexts } from "./translated-text.ts";

/** A plugin with its types erased, for hosts and surfaces. */
export interface PluginDefinition {
  readonly apiVersion: 1;
  readonly id: string;
  readonly title: string;
  readonly config?: Schema;
  readonly scopes: Readonly<Record<string, Scope<any>>>;
  readonly feeds?: Readonly<Record<string, Feed<any, any, any, any>>>;
  readonly sensors?: Readonly<Record<string, ReadSensor<any, any, any, any> | FeedSensor<any, string, any, any>>>;
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  readonly events?: Readonly<Record<string, Schema>>;
  readonly texts?: TranslatedTexts;
}

/** A service with its types erased. */
export type ServiceDefinition = Service<any, any, any, string, string, any, any>;

/** Definitions are frozen, so one check is enough. */
const checked = new WeakSet<object>();

/**
 * The definition of a plugin. `trusted` skips the check, which takes a few milliseconds for each plugin. Use it for plugins whose own tests
 * run the check.
 *
 * @throws CasementError `plugin-version` when the plugin uses another version of the contract, `plugin-invalid` with every mistake.
 */
export function definitionOf(plugin: Plugin, { trusted = false }: { readonly trusted?: boolean } = {}): PluginDefinition {
  if (plugin === null || typeof plugin !== "object" || !("apiVersion" in plugin))
    throw new CasementError("plugin-invalid", "This is not a plugin. Export the value that definePlugin returns.");
  if (plugin.apiVersion !== 1)
    throw new CasementError(
      "plugin-version",
      `Plugin "${plugin.id}" is written for contract ${plugin.apiVersion}; this hub supports contract 1. Install a hub that supports it.`,
    );
  const definition = plugin as unknown as PluginDefinition;
  if (checked.has(definition)) return definition;
  const mistakes = trusted ? [] : [...definitionMistakes(definition)];
  if (mistakes.length > 0)
    throw new CasementError(
      "plugin-invalid",
      `Plugin "${definition.id}": ${mistakes.join("; ")}${mistakes.at(-1)?.endsWith("?") ? "" : "."}`,
    );
  checked.add(definition);
  return definition;
}

/** The scopes that a feed, sensor or service names, as a list. */
export function scopesOf(entry: { readonly scope?: string | readonly string[] } | object): readonly string[] {
  const scope = (entry as { scope?: string | readonly string[] }).scope;
  return scope === undefined ? [] : typeof scope === "string" ? [scope] : scope;
}
