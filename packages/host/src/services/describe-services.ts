import { jsonSchema, type PluginReport } from "@casement/core";
import type { ServiceInfo } from "../api.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { isRepeatable } from "./is-repeatable.ts";
import { rescanService } from "./rescan-service.ts";

/** Describes the services of a plugin for surfaces. A service that is not offered has a reason. */
export function describeServices(account: string, runtime: PluginRuntime, report: PluginReport): ServiceInfo[] {
  return Object.entries(runtime.plugin.services ?? {}).map(([name, service]) => {
    const offered = report.services[name];
    const target = service.target === undefined ? undefined : String(service.target);
    const slugs = runtime.sensors
      .filter((sensor) => sensor.kind === target && sensor.entry.goneAt === undefined)
      .map((sensor) => sensor.entry.slug);
    const notify = offered?.offered && (service.notify?.when?.(runtime.environment.config) ?? true) ? service.notify?.field : undefined;
    return {
      id: `${runtime.plugin.id}/${name}`,
      account,
      title: service.title,
      offered: offered?.offered ?? false,
      ...(offered?.reason !== undefined && { reason: offered.reason }),
      summary: service.summary ?? service.title,
      effect: service.effect ?? "change",
      repeatable: isRepeatable(service),
      reachesOthers: typeof service.reachesOthers === "function" ? "sometimes" : service.reachesOthers ? "always" : "never",
      ...(service.item && { item: service.item }),
      ...(target !== undefined && { target }),
      ...(notify !== undefined && { notify }),
      scopes: [service.scope].flat() as string[],
      // Computed on access: converting all schemas would slow down the start, and few are read.
      get input() {
        return inputSchemaOf(service, slugs);
      },
      get output() {
        return jsonSchema(service.output, "output");
      },
    };
  });
}

/** Describes the host's own services, which are the same for every account. */
export const describeHostServices = (account: string, signedIn: boolean): ServiceInfo[] => [
  { ...rescanService, account, offered: signedIn, ...(!signedIn && { reason: "The account has not signed in." }) },
];
