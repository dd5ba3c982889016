import { CasementError } from "../errors/casement-error.ts";
import type { PluginDefinition } from "./definition.ts";
import { definitionMistakes } from "./definition-mistakes.ts";
import type { Plugin } from "./plugin.ts";

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
