import { CasementError } from "@casement/core";
import type { AppRegistration, User } from "../directory.ts";
import type { EntraContext } from "./entra-context.ts";

/** A request of users that an administrator consents to an app for the whole tenant. */
export interface AdminConsentRequest {
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly appName: string;
  /** Permissions that the app asked for. */
  scopes: readonly string[];
  /** Users who asked, with user principal name. Each user has one entry, with the latest justification. */
  requestedBy: readonly { user: string; justification: string; at: Date }[];
  status: "pending" | "approved" | "denied" | "blocked" | "expired";
  readonly expires: Date;
  /** User principal name of the administrator who decided. */
  decidedBy?: string;
  /** What the administrator wrote to the users. */
  reply?: string;
}

export type ConsentRequestDecision = "approve" | "deny" | "block";

const decided = { approve: "approved", deny: "denied", block: "blocked" } as const;

/** Default of a new tenant. A tenant can choose another number of days. */
const lifetimeMs = 30 * 24 * 3600_000;

/** Whether the user's tenant takes such requests. Personal accounts have no administrator. */
export function takesAdminConsentRequests({ directory }: EntraContext, user: User): boolean {
  return directory.tenant(user.tenantId)?.takesAdminConsentRequests ?? false;
}

/** Returns the requests of a tenant, oldest first. */
export function adminConsentRequestsOf(context: EntraContext, tenantId: string): AdminConsentRequest[] {
  const requests = [...context.adminConsentRequests.values()].filter((request) => request.tenantId === tenantId);
  for (const request of requests) if (request.status === "pending" && request.expires <= context.clock.now()) request.status = "expired";
  return requests;
}

/** Submits a request. Requests of several users for the same app become one. */
export function requestAdminConsent(
  context: EntraContext,
  { user, app, scopes, justification }: { user: User; app: AppRegistration; scopes: readonly string[]; justification: string },
): AdminConsentRequest {
  const now = context.clock.now();
  const entry = { user: user.userPrincipalName, justification, at: now };
  const pending = adminConsentRequestsOf(context, user.tenantId).find(
    ({ clientId, status }) => clientId === app.clientId && status === "pending",
  );
  if (pending) {
    pending.scopes = [...new Set([...pending.scopes, ...scopes])];
    pending.requestedBy = [...pending.requestedBy.filter(({ user: name }) => name !== entry.user), entry];
    return pending;
  }
  const request: AdminConsentRequest = {
    id: context.random.guid(),
    tenantId: user.tenantId,
    clientId: app.clientId,
    appName: app.name,
    scopes,
    requestedBy: [entry],
    status: "pending",
    expires: new Date(now.getTime() + lifetimeMs),
  };
  context.adminConsentRequests.set(request.id, request);
  return request;
}

/**
 * Approves a request, which consents for all users of the tenant, denies it, or blocks the app. After a denial, users can ask again.
 *
 * @throws CasementError `input-invalid` when the request is not pending, or when it is refused without a reply.
 */
export function decideAdminConsentRequest(
  context: EntraContext,
  request: AdminConsentRequest,
  { by, decision, reply }: { by: User; decision: ConsentRequestDecision; reply?: string | undefined },
): void {
  const [current] = adminConsentRequestsOf(context, request.tenantId).filter(({ id }) => id === request.id);
  if (current?.status !== "pending") throw new CasementError("input-invalid", `The request is already ${current?.status ?? "removed"}.`);
  if (decision !== "approve" && !reply) throw new CasementError("input-invalid", "Enter a justification. The users who asked receive it.");
  request.status = decided[decision];
  request.decidedBy = by.userPrincipalName;
  if (reply) request.reply = reply;
  if (decision === "approve") context.directory.grant(request.tenantId, request.clientId, request.scopes);
  if (decision === "block") {
    const tenant = context.directory.tenant(request.tenantId)!;
    tenant.blockedApps = new Set([...(tenant.blockedApps ?? []), request.clientId.toLowerCase()]);
  }
}
