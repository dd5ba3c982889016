import { jsonSchema, type PluginReport } from "@casement/core";
import type { ServiceInfo } from "../api.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { inputSchema } from "./invoke.ts";
import { isRepeatable } from "./is-repeatable.ts";
import { rescan } from "./rescan.ts";

/** The services of one plugin as surfaces show them, refused ones with the reason. */
export function describeServices(account: string, runtime: PluginRuntime, report: PluginReport): ServiceInfo[] {
  return Object.entries(runtime.plugin.services ?? {}).map(([name, service]) => {
    const offer = report.services[name];
    const target = service.target === undefined ? undefined : String(service.target);
    const slugs = runtime.sensors
      .filter((sensor) => sensor.kind === target && sensor.entry.goneAt === undefined)
      .map((sensor) => sensor.entry.slug);
    const notify = offer?.offered && (service.notify?.when?.(runtime.config) ?? true) ? service.notify?.field : undefined;
    return {
      id: `${runtime.plugin.id}/${name}`,
      account,
      title: service.title,
      offered: offer?.offered ?? false,
      ...(offer?.reason !== undefined && { reason: offer.reason }),
      summary: service.summary ?? service.title,
      effect: service.effect ?? "change",
      repeatable: isRepeatable(service),
      reachesOthers: typeof service.reachesOthers === "function" ? "sometimes" : service.reachesOthers ? "always" : "never",
      ...(service.item && { item: service.item }),
      ...(target !== undefined && { target }),
      ...(notify !== undefined && { notify }),
      scopes: [service.scope].flat() as string[],
      // Made when looked at: making them all takes longer than the rest of a start, and few are ever read.
      get input() {
        return inputSchema(service, slugs);
      },
      get output() {
        return jsonSchema(service.output, "output");
      },
    };
  });
}

/** The host's own services, the same for every account. */
export const ownServices = (account: string, signedIn: boolean): ServiceInfo[] => [
  { ...rescan, account, offered: signedIn, ...(!signedIn && { reason: "The account has not signed in." }) },
];
