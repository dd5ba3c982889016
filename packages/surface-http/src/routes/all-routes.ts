import type { McpEndpoint } from "../mcp-endpoint.ts";
import type { Route } from "../route.ts";
import type { SetUp } from "../set-up/set-up.ts";
import type { Surface } from "../surface.ts";
import { accountRoutes } from "./account-routes.ts";
import { callbackRoutes } from "./callback-routes.ts";
import { descriptionRoutes } from "./description-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { mcpRoutes } from "./mcp-routes.ts";
import { pluginRoutes } from "./plugin-routes.ts";
import { scopeRoutes } from "./scope-routes.ts";
import { sensorRoutes } from "./sensor-routes.ts";
import { serviceRoutes } from "./service-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { setUpRoutes } from "./set-up-routes.ts";
import { signInRoutes } from "./sign-in-routes.ts";

export function allRoutes(surface: Surface, setUp?: SetUp, mcp?: McpEndpoint): readonly Route[] {
  const routes: readonly Route[] = [
    ...healthRoutes(surface),
    ...callbackRoutes(surface),
    ...sessionRoutes(surface),
    ...accountRoutes(surface),
    ...signInRoutes(surface),
    ...scopeRoutes(surface),
    ...pluginRoutes(surface),
    ...sensorRoutes(surface),
    ...serviceRoutes(surface),
    ...eventRoutes(surface),
    ...setUpRoutes(surface, setUp),
    ...mcpRoutes(surface, mcp),
    ...descriptionRoutes(surface, () => routes),
  ];
  return routes;
}
