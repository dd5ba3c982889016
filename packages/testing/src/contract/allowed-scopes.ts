import type { PluginRun } from "./plugin-run.ts";

/** The scopes that the fence accepts for one of the plugin's functions. */
export function allowedScopesOf({ scopes }: PluginRun, plugin: string, caller: string): readonly string[] {
  const report = scopes.plugins.find((entry) => entry.plugin === plugin);
  const offer = caller.startsWith("services.") ? report?.services[caller.slice("services.".length)] : undefined;
  return [...new Set([...(report?.readScopes ?? []), ...(offer?.scopes ?? []), "User.Read"])];
}
