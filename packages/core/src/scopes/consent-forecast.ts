import type { PermissionRequest } from "./permission-requests.ts";
import { pluginReport } from "./plugin-report.ts";
import type { RegistryPlugin } from "./registry-input.ts";
import type { ConsentForecast, ScopeProblem } from "./scope-report.ts";

interface PlannedPlugin {
  readonly entry: RegistryPlugin;
  readonly requests: readonly PermissionRequest[];
  readonly problem: ScopeProblem | undefined;
}

/** What the plugins could do with the grant of only the scopes in `self`. */
export function consentForecast(plugins: readonly PlannedPlugin[], self: readonly string[]): ConsentForecast {
  const reports = plugins.map(({ requests, ...plugin }) => {
    const wanted = requests.map((request) => (request.leftOut ? { ...request, withheld: undefined, leftOut: false } : request));
    return pluginReport({ ...plugin, requests: wanted, signedIn: true, allowed: self });
  });
  const offered = (services: Readonly<Record<string, { readonly offered: boolean }>>): string[] =>
    Object.keys(services).filter((name) => services[name]!.offered);
  return {
    ready: reports.filter(({ access }) => access === "read" || access === "update").map(({ plugin }) => plugin),
    services: Object.fromEntries(
      reports.filter(({ access }) => access === "services").map(({ plugin, services }) => [plugin, offered(services)]),
    ),
    waiting: reports.filter(({ missing }) => missing.length > 0).map(({ plugin }) => plugin),
  };
}
