import type { McpEndpoint } from "../mcp-endpoint.ts";
import type { Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import type { AccountSetup } from "../setup/account-setup.ts";
import { createAccountRoutes } from "./account-routes.ts";
import { createCallbackRoutes } from "./callback-routes.ts";
import { createDescriptionRoutes } from "./description-routes.ts";
import { createEventRoutes } from "./event-routes.ts";
import { createHealthRoutes } from "./health-routes.ts";
import { createMcpRoutes } from "./mcp-routes.ts";
import { createPluginRoutes } from "./plugin-routes.ts";
import { createScopeRoutes } from "./scope-routes.ts";
import { createSensorRoutes } from "./sensor-routes.ts";
import { createServiceRoutes } from "./service-routes.ts";
import { createSessionRoutes } from "./session-routes.ts";
import { createSetupRoutes } from "./setup-routes.ts";
import { createSignInRoutes } from "./sign-in-routes.ts";

export function createRoutes(context: RouteContext, accountSetup?: AccountSetup, mcp?: McpEndpoint): readonly Route[] {
  const routes: readonly Route[] = [
    ...createHealthRoutes(context),
    ...createCallbackRoutes(context),
    ...createSessionRoutes(context),
    ...createAccountRoutes(context),
    ...createSignInRoutes(context),
    ...createScopeRoutes(context),
    ...createPluginRoutes(context),
    ...createSensorRoutes(context),
    ...createServiceRoutes(context),
    ...createEventRoutes(context),
    ...createSetupRoutes(context, accountSetup),
    ...createMcpRoutes(context, mcp),
    ...createDescriptionRoutes(context, () => routes),
  ];
  return routes;
}
