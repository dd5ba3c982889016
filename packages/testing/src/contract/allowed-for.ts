import type { Tour } from "./tour.ts";

/** The permissions that one of the plugin's functions may use: what the fence lets pass. */
export function allowedFor({ scopes }: Tour, plugin: string, by: string): readonly string[] {
  const report = scopes.plugins.find((entry) => entry.plugin === plugin);
  const own = by.startsWith("services.") ? report?.services[by.slice("services.".length)] : undefined;
  return [...new Set([...(report?.readScopes ?? []), ...(own?.scopes ?? []), "User.Read"])];
}
