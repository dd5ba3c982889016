import type { HttpOptions } from "../http-options.ts";
import { createNotificationRoutes } from "../notifications/notification-routes.ts";
import type { NotificationReceiver } from "../notifications/open-notification-receiver.ts";
import { createAuthorizationServer } from "../oauth/authorization-server.ts";
import type { Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import { createAccessRoutes } from "./access-routes.ts";
import { createAccountRoutes } from "./account-routes.ts";
import { createAccountSetupRoutes } from "./account-setup-routes.ts";
import { createAuditRoutes } from "./audit-routes.ts";
import { createAuthorizationRoutes } from "./authorization-routes.ts";
import { createBackupRoutes } from "./backup-routes.ts";
import { createCallbackRoutes } from "./callback-routes.ts";
import { createDescriptionRoutes } from "./description-routes.ts";
import { createEventRoutes } from "./event-routes.ts";
import { createHealthRoutes } from "./health-routes.ts";
import { createHubRoutes } from "./hub-routes.ts";
import { createMcpRoutes } from "./mcp-routes.ts";
import { createNotificationStatusRoutes } from "./notification-status-routes.ts";
import { createOAuthRoutes } from "./oauth-routes.ts";
import { createPluginRoutes } from "./plugin-routes.ts";
import { createScopeRoutes } from "./scope-routes.ts";
import { createSensorRoutes } from "./sensor-routes.ts";
import { createServiceRoutes } from "./service-routes.ts";
import { createSessionRoutes } from "./session-routes.ts";
import { createSetupRoutes } from "./setup-routes.ts";
import { createSignInLinkRoutes } from "./sign-in-link-routes.ts";
import { createSignInRoutes } from "./sign-in-routes.ts";
import { createUploadRoutes } from "./upload-routes.ts";
import { createWebhookRoutes } from "./webhook-routes.ts";
import { createWebhookSetupRoutes } from "./webhook-setup-routes.ts";

export function createRoutes(context: RouteContext, options: HttpOptions, receiver?: NotificationReceiver): readonly Route[] {
  const { accountSetup, webhookSetup, backup, mcp, mcpReadToken = false, documentClient } = options;
  const authorization = mcp && createAuthorizationServer({ ...context, documentClient });
  const routes: readonly Route[] = [
    ...createHealthRoutes(context),
    ...createCallbackRoutes(context),
    ...createSignInLinkRoutes(context, accountSetup),
    ...createNotificationRoutes(context, receiver),
    ...createSessionRoutes(context),
    ...createAccessRoutes(context),
    ...createAuditRoutes(context),
    ...createAccountRoutes(context),
    ...createSignInRoutes(context),
    ...createScopeRoutes(context),
    ...createPluginRoutes(context),
    ...createSensorRoutes(context),
    ...createServiceRoutes(context),
    ...createUploadRoutes(context),
    ...createEventRoutes(context),
    ...createHubRoutes(context),
    ...createWebhookRoutes(context),
    ...createNotificationStatusRoutes(context),
    ...createSetupRoutes(context, accountSetup),
    ...createAccountSetupRoutes(accountSetup),
    ...createWebhookSetupRoutes(webhookSetup),
    ...createBackupRoutes(backup),
    ...createMcpRoutes(context, mcp, mcpReadToken),
    ...createOAuthRoutes(context, authorization),
    ...createAuthorizationRoutes(authorization),
    ...createDescriptionRoutes(context, () => routes),
  ];
  return routes;
}
