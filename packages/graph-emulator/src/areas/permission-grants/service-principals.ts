import { createHash } from "node:crypto";
import type { AppRegistration, Directory } from "../../directory.ts";

/** Microsoft Graph itself, whose permissions are granted. */
export const graphAppId = "00000003-0000-0000-c000-000000000000";
/** Tenant of Microsoft's own services. */
const microsoftServicesTenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** An app in a tenant. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly app: AppRegistration | undefined;
  readonly isEnabled: boolean;
}

export interface ServicePrincipals {
  list(tenantId: string): ServicePrincipal[];
  find(tenantId: string, key: { id: string } | { appId: string }): ServicePrincipal | undefined;
  /** Adds an app to the tenant. Returns undefined for an app that does not exist. */
  add(tenantId: string, appId: string): ServicePrincipal | undefined;
}

/** An app is in a tenant once it is registered there, consented to by anyone, or added. Graph is in each tenant. */
export function createServicePrincipals(directory: Directory): ServicePrincipals {
  const added = new Map<string, Set<string>>();
  const principalOf = (tenantId: string, appId: string): ServicePrincipal => {
    const isEnabled = !directory.tenant(tenantId)?.blockedApps?.has(appId);
    const app = appId === graphAppId ? undefined : directory.app(appId);
    const digits = createHash("sha256").update(`${tenantId}/${appId}`).digest("hex");
    const id = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
    return { id, appId, displayName: appId === graphAppId ? "Microsoft Graph" : (app?.name ?? ""), app, isEnabled };
  };
  const list = (tenantId: string): ServicePrincipal[] => {
    const principals = new Set([tenantId, ...directory.users(tenantId).map(({ id }) => id)]);
    const registered = directory.apps().filter((app) => app.tenantId === tenantId);
    const granted = directory.grants().filter(({ principal }) => principals.has(principal));
    const appIds = [
      graphAppId,
      ...registered.map((app) => app.clientId),
      ...granted.map((grant) => grant.clientId),
      ...(added.get(tenantId) ?? []),
      ...(directory.tenant(tenantId)?.blockedApps ?? []),
    ];
    return [...new Set(appIds.map((appId) => appId.toLowerCase()))].map((appId) => principalOf(tenantId, appId));
  };
  return {
    list,
    find: (tenantId, key) =>
      list(tenantId).find(({ id, appId }) => ("id" in key ? id === key.id.toLowerCase() : appId === key.appId.toLowerCase())),
    add(tenantId, appId) {
      if (!directory.app(appId)) return undefined;
      added.set(tenantId, new Set([...(added.get(tenantId) ?? []), appId.toLowerCase()]));
      return principalOf(tenantId, appId.toLowerCase());
    },
  };
}

const audiences: Readonly<Record<AppRegistration["audience"], string>> = {
  "single-tenant": "AzureADMyOrg",
  "multi-tenant": "AzureADMultipleOrgs",
  "multi-tenant-and-personal": "AzureADandPersonalMicrosoftAccount",
  personal: "PersonalMicrosoftAccount",
};

export function presentServicePrincipal({ id, appId, displayName, app, isEnabled }: ServicePrincipal): object {
  return {
    id,
    accountEnabled: isEnabled,
    appDisplayName: displayName,
    appId,
    appOwnerOrganizationId: appId === graphAppId ? microsoftServicesTenant : (app?.tenantId ?? null),
    displayName,
    servicePrincipalNames: [appId],
    servicePrincipalType: "Application",
    signInAudience: audiences[app?.audience ?? "multi-tenant"],
  };
}
