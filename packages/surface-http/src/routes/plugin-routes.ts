import type { PluginInfo } from "@casement/host";
import { list, object } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

/** What is at work, once for all accounts that have it, with its words in every language it speaks. */
export function pluginRoutes({ host }: Surface): Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/plugins",
      access: "read",
      id: "listPlugins",
      summary: "The plugins at work, with their titles, states and reasons in other languages",
      answer: jsonAnswer("All plugins; `account` is the hub's own part.", object({ plugins: list("Plugin") })),
      handle: () => Response.json({ plugins: byId(host.plugins()) }),
    },
  ];
}

function byId(plugins: readonly PluginInfo[]): object[] {
  return [...new Set(plugins.map(({ id }) => id))].map((id) => {
    const its = plugins.filter((plugin) => plugin.id === id);
    const { title, sensors, events, texts = {} } = its[0]!;
    return { id, title, accounts: its.map(({ account }) => account), sensors, events, texts };
  });
}
