import { type AppRegistration, consumersTenantId, type Directory, isPersonal, type Tenant, type User } from "../directory.ts";
import { createEntraError } from "./entra-error.ts";

/** The authority in `/{authority}/…`, which determines who may sign in. */
export interface Authority {
  /** Segment of the path. */
  readonly segment: string;
  readonly kind: "common" | "organizations" | "consumers" | "tenant";
  readonly tenant: Tenant | undefined;
}

export function authorityOf(segment: string, directory: Directory): Authority {
  const kind = segment.toLowerCase();
  if (kind === "common" || kind === "organizations") return { segment: kind, kind, tenant: undefined };
  const tenant = directory.tenant(kind === "consumers" ? consumersTenantId : segment);
  if (!tenant) throw createEntraError(90002, { tenant: segment });
  return { segment: kind, kind: tenant.id === consumersTenantId ? "consumers" : "tenant", tenant };
}

/**
 * Returns the registered app.
 *
 * @throws EntraError when the app is unknown or may not be used at this authority.
 */
export function findAppAt(authority: Authority, clientId: string | undefined, directory: Directory): AppRegistration {
  if (!clientId) throw createEntraError(900144, { parameter: "client_id" });
  const app = directory.app(clientId);
  const values = { app: clientId, name: app?.name ?? "", authority: authority.segment };
  const unknownHere = createEntraError(700016, { ...values, tenant: authority.tenant?.displayName ?? "Microsoft Accounts" });
  if (!app) throw unknownHere;
  if (app.audience === "personal" && authority.kind !== "consumers")
    throw createEntraError(authority.kind === "common" ? 9002331 : 9002346, values);
  if (app.audience === "multi-tenant" && authority.kind === "consumers") throw unknownHere;
  if (app.audience === "single-tenant" && app.tenantId !== undefined) {
    if (authority.kind === "common" || authority.kind === "organizations") throw createEntraError(50194, values);
    if (authority.tenant?.id !== app.tenantId) throw unknownHere;
  }
  return app;
}

/** Whether this account may use the app at this authority. `hint` is `domain_hint`, which restricts `common`. */
export function admitsAccount(authority: Authority, app: AppRegistration, user: User, hint?: string): boolean {
  if (isPersonal(user)) {
    return (
      (authority.kind === "consumers" || (authority.kind === "common" && hint !== "organizations")) &&
      (app.audience === "personal" || app.audience === "multi-tenant-and-personal")
    );
  }
  if (user.userType === "Guest") return authority.tenant?.id === user.tenantId;
  if (authority.kind === "common") return hint !== "consumers";
  return authority.kind === "organizations" || authority.tenant?.id === user.tenantId;
}

/** Returns the guest in the authority's tenant that stands for an account of another tenant, or the account itself. */
export function accountAt({ tenant }: Authority, user: User, directory: Directory): User {
  return (tenant && directory.users(tenant.id).find(({ home }) => home?.id === user.id)) ?? user;
}

/** @throws EntraError when an administrator of the user's tenant has blocked the app. */
export function checkAppEnabled(app: AppRegistration, user: User, directory: Directory): void {
  const isBlocked = directory.tenant(user.tenantId)?.blockedApps?.has(app.clientId.toLowerCase());
  if (isBlocked) throw createEntraError(7000112, { app: app.clientId, name: app.name });
}

export function createAccountError(authority: Authority, app: AppRegistration, user: User, directory: Directory): Error {
  const provider = isPersonal(user) ? "live.com" : (directory.tenant(user.tenantId)?.domain ?? "");
  const tenant = authority.tenant?.displayName ?? "Microsoft Services";
  return createEntraError(50020, { user: user.userPrincipalName, provider, tenant, app: app.clientId, name: app.name });
}
