import type { Directory } from "../../directory.ts";
import { graphAppId, type ServicePrincipals } from "./service-principals.ts";

/** An `oAuth2PermissionGrant`: delegated permissions of Graph that one user, or everybody in a tenant, granted to an app. */
export interface PermissionGrant {
  readonly id: string;
  /** Id of the app's service principal. */
  readonly clientId: string;
  readonly consentType: "AllPrincipals" | "Principal";
  readonly principalId: string | null;
  /** Id of Graph's service principal. */
  readonly resourceId: string;
  /** Permissions separated by spaces. */
  readonly scope: string;
}

/** Returns the grants of a tenant, which are those that sign-ins and the control interface make and use. */
export function listGrants(directory: Directory, principals: ServicePrincipals, tenantId: string): PermissionGrant[] {
  const users = new Set(directory.users(tenantId).map(({ id }) => id));
  const resourceId = principals.find(tenantId, { appId: graphAppId })!.id;
  return directory.grants().flatMap(({ principal, clientId: appId, scopes }) => {
    if (principal !== tenantId && !users.has(principal)) return [];
    const clientId = principals.find(tenantId, { appId })!.id;
    const principalId = principal === tenantId ? null : principal;
    const consentType = principalId === null ? "AllPrincipals" : "Principal";
    return [{ id: grantIdOf(clientId, resourceId, principalId), clientId, consentType, principalId, resourceId, scope: scopes.join(" ") }];
  });
}

/** Graph's ids of grants are the ids of client, resource, and user in the byte order of .NET, as Base64. */
function grantIdOf(...ids: (string | null)[]): string {
  return Buffer.concat(ids.flatMap((id) => (id === null ? [] : [guidBytes(id)]))).toString("base64url");
}

function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
  return Buffer.concat([bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse(), bytes.subarray(8)]);
}
