import type { PluginInfo } from "@casement/host";
import { refTo } from "../openapi/component-schemas.ts";
import { listOf, objectOf } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

export function createPluginRoutes({ host }: RouteContext): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/plugins",
      access: "display",
      operationId: "listPlugins",
      summary: "Lists the plugins in use, with their texts in all languages",
      response: jsonResponseOf(
        "All plugins. `account` is built in: it has the events and services of the account itself.",
        objectOf({ plugins: listOf(refTo("Plugin")) }),
      ),
      handle: async () => createJsonResponse({ plugins: mergeAccounts(await host.plugins()) }),
    },
  ];
}

/** One entry per plugin, with the accounts that use it. */
function mergeAccounts(plugins: readonly PluginInfo[]): object[] {
  return [...new Set(plugins.map(({ id }) => id))].map((id) => {
    const samePlugin = plugins.filter((plugin) => plugin.id === id);
    const { title, sensors, events, texts = {} } = samePlugin[0]!;
    return { id, title, accounts: samePlugin.map(({ account }) => account), sensors, events, texts };
  });
}
